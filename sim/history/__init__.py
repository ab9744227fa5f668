"""What did happen: records of events, and the fit of the model's levels to them.

Others use ``records.events`` (monthly counts by rung) and ``fit.fit`` (levels that reproduce them).
"""
