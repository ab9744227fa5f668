"""A Mesa model of the same shape without rules: what Mesa itself costs."""

import mesa


class EmptyAgent(mesa.Agent):  # type: ignore[misc]  # Mesa ships no types
    """An agent that does nothing: what Mesa itself costs."""

    def step(self) -> None:
        """Do nothing."""


class EmptyModel(mesa.Model):  # type: ignore[misc]  # Mesa ships no types
    """A model of the same shape without rules: four agents, sixty months."""

    def __init__(self, rng: int | None = None) -> None:
        super().__init__(rng=rng)
        self.datacollector = mesa.DataCollector()
        EmptyAgent.create_agents(self, 4)

    def step(self) -> None:
        """Let every agent do nothing, and stop after sixty months."""
        self.agents.do("step")
        self.running = self.steps < 60
