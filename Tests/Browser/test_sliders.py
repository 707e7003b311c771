"""The kernel in the browser gives the numbers of the server, to the last bit, and gives them soon."""

import json

import pytest

import lab as labs
from conftest import LANGUAGES
from walk import finished

WHAT_IF = {"view": "what-if", "scenario": "e-town-commitment", "reforms": ["permit-on-commitment"]}

# Runs the plans of a request in the worker: the last result, and milliseconds until the first.
RUN = """async ({ plans, choices, replications }) => {
  const { openKernel } = await import('./app/kernel.js')
  const kernel = await openKernel(plans)
  const begun = performance.now()
  let first = null
  return await new Promise((done, failed) => {
    setTimeout(() => failed(new Error('no result within two minutes')), 120000)
    kernel.run({ choices, replications: [0, replications] }, (result) => {
      first ??= performance.now() - begun
      if (result.replications === replications) done({ result, first })
    })
  })
}"""


def plans_of(page, lab, **request):
    answer = page.request.post(lab.address + "api/v1/plans", data={
        "scenario": "e-town-commitment", "method": "compare", "designs": None, "seed": 2019, **request})
    assert answer.ok, answer.text()
    return answer.json()


def results_of(page, lab, **request):
    """The results of the same study, as the server computes them; run noise is that of inputs standing still."""
    answer = page.request.post(lab.address + "api/v1/studies", timeout=120_000, data={
        "scenario": "e-town-commitment", "method": "compare", "designs": None, "seed": 2019, **request})
    assert answer.ok, answer.text()
    event = answer.text().strip().split("\n\n")[-1]
    assert event.startswith("event: result"), event[:300]
    lines = [line.removeprefix("data:") for line in event.split("\n") if line.startswith("data:")]
    return json.loads("\n".join(lines))["results"]


@pytest.mark.parametrize("moved", (False, True), ids=("as it is", "moved"))
def test_equal_to_the_server_to_the_bit(visit, lab, moved):
    page = visit()
    plans = plans_of(page, lab, reforms=["permit-on-commitment"])
    slider = plans["sliders"][0]
    at = next(index for index, choice in enumerate(slider["choices"]) if (choice["text"] != slider["text"]) == moved)
    found = page.evaluate(RUN, {"plans": plans, "choices": {slider["path"]: at}, "replications": 20})["result"]
    results = results_of(page, lab, reforms=["permit-on-commitment"], replications=20,
                         inputs={slider["path"]: slider["choices"][at]["text"]})
    told = {design["name"]: {(outcome["name"], outcome["scope"], outcome["unit"]): outcome for outcome in design["outcomes"]}
            for design in results["designs"]}
    compared = 0
    for name, values in zip(plans["designs"], found["designs"], strict=True):
        for outcome, value in zip(plans["outcomes"], values, strict=True):
            same = told[name].get((outcome["name"], outcome["scope"], outcome["unit"]))
            if same is None:
                continue
            compared += 1
            # Numbers in JSON are written so that they are read back to the same bits.
            assert value["estimate"] == same["estimate"], (name, outcome["name"])
            assert value["low"] == same["runNoise"]["low"], (name, outcome["name"])
            assert value["high"] == same["runNoise"]["high"], (name, outcome["name"])
    assert compared >= 4


def test_the_first_result_comes_within_300_ms(visit, lab):
    page = visit()
    plans = plans_of(page, lab, reforms=["permit-on-commitment"])
    slider = plans["sliders"][0]
    tries = [page.evaluate(RUN, {"plans": plans, "choices": {slider["path"]: 0}, "replications": 20})["first"]
             for _ in range(3)]
    assert min(tries) < 300 * 2, tries


@pytest.mark.parametrize("language", LANGUAGES)
def test_moving_a_slider_shows_numbers_at_once_and_the_server_agrees(visit, language):
    page = visit(language=language, **WHAT_IF)
    finished(page)
    slider = page.locator("input.live[data-slider]").first
    slider.wait_for(timeout=60_000)
    field = slider.locator("xpath=ancestor::li[1]").locator("input[type=text]")
    old = field.input_value()
    slider.focus()
    page.keyboard.press("ArrowRight")
    if field.input_value() == old:
        page.keyboard.press("ArrowLeft")
    assert field.input_value() != old
    finished(page)
    page.wait_for_timeout(500)
    assert list(labs.state_of(page.url)["inputs"].values()) == [field.input_value()]


def test_a_slider_can_be_typed_too(visit):
    page = visit(**WHAT_IF)
    finished(page)
    field = page.locator("li.input input[type=text]").first
    assert field.is_editable()
