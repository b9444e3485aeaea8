"""Mutation testing of the law: every function of assessments/standards is changed in small ways, and some test must notice.

`make mutate` runs it. mutmut makes the mutants; a process is forked for each, after the tests have been collected once, because
collecting them anew ten thousand times would take a day.
"""
