"""How each verb is carried out, and what its result can do: a module a verb.

A module has what is asked for, checked, what carries it out, and the result, which draws its figures
and writes its sentences by ``sim.report``.
"""
