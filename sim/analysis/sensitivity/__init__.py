"""Which parameters an outcome hangs on, with chance told apart from parameters.

Others use ``designs.design`` (points to run), ``analysed.analyse`` (indices from what they gave) and
``analysed.Found``.
"""
