"""Lines of policy are chosen at once: nobody sees what another chooses in the same quarter."""

from sim.engine.build import build
from sim.engine.trace import trace
from sim.rulebook.declare import POLICY_LINES
from sim.scenario.loading import load
from tests.claims.isolated import isolated
from tests.worlds import Tree, changed, scenario


def _pull_to_arm(pay: int, neighbour: str) -> list[float]:
    """Utility of lethal arms to the state whose relations suffer, quarter by quarter."""
    tree: Tree = isolated(
        "exchange", states={"russia": {"policies": {"pay": {"level": 0, "pin": pay}}}}
    )
    if neighbour != "rok":
        # A name that comes after the payer's.
        tree["states"][neighbour] = tree["states"].pop("rok")
        tree["rivalries"] = {f"dprk-{neighbour}": {}, f"{neighbour}-dprk": {}}
        tree["alliances"] = {}
        tree["pacts"]["russia-dprk"]["neighbour"] = neighbour
    decisions = trace(build(scenario(changed(tree, {"horizon": 4}))), 0).decisions
    return [d.utilities[2] for d in decisions if d.purpose == "policy" and d.actor == neighbour]


def test_a_line_answers_another_states_line_a_quarter_later_whatever_their_names() -> None:
    for neighbour in ("rok", "south"):
        paying, holding = _pull_to_arm(2, neighbour), _pull_to_arm(0, neighbour)
        assert paying[0] == holding[0]
        assert paying[1] > holding[1]


def test_the_baselines_chance_of_arms_in_a_quarter_is_the_one_elicited() -> None:
    """0.7% of quarters for lethal and 2% for defensive arms, as things stood in October 2024."""
    decisions = trace(build(load("baseline")), 0).decisions
    first = next(
        d
        for d in decisions
        if d.purpose == "policy" and d.actor == "rok" and d.index == POLICY_LINES.index("arm")
    )
    assert abs(first.probabilities[2] - 0.007) < 0.0005
    assert abs(first.probabilities[1] - 0.02) < 0.001
