"""A score for those who choose weights: never one by default. Pure: values in, values out; no Django, database or clock.

model (what weights are) < loading (weight sets from weights/*.toml) < counting (verdicts to counts per domain)
< scoring (counts to exact intervals) < ranking < moves (how far the ranks move under other weights) < standing (all of it).

An unknown verdict is counted once as not met and once as met, so a score has two ends. It is never read as yes or no.
"""
