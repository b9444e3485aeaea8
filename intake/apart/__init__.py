"""Reading in a process apart, with limits: geodata through GDAL, and workbooks. A file that makes a library fail takes that
process down and not the one that holds the database. Nothing here knows Django."""
