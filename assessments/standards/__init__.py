"""The law as data and the engine that judges by it. Pure: values in, values out; no Django, database, clock or settings.

model (what law is) < kinds (how a test computes and speaks) < loading, cases (packs from files)
< evaluate (columns to verdicts) < explain, trace (one row in words) ; recompute (the independent check of a trace).
"""
