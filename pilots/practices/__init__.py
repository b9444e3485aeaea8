"""The experience library: what a practice says and lacks, where its figures come from, what it is like. Pure: no Django."""
