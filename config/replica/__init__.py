"""Reading from a standby of the primary database, where one is named by ``DATABASE_REPLICA_URL``.

``reads.py`` lists, address by address, what may be a moment old. ``middleware.py`` answers those from the standby, and from the
primary what the standby cannot answer. ``standby.py`` asks the standby how it is. ``router.py`` sends each query.
Why it is so: decision 0018.
"""
