// Learning: say what you expect, then let the run answer, then see why.

import { announce, fill, goTo, make } from './dom.js'
import { screenHead, waiting } from './frame.js'
import { guidedLooks } from './lessons.js'
import { markBadge } from './page-view.js'
import { problemView } from './problems.js'
import { progressLine, startStudy } from './study.js'
import { designTitle, fixedText, numberText, pick, say, signedText } from './words.js'

/** What was expected, by look; locked for as long as the page is open. */
const expectations = new Map()

/** The guided looks. */
export function learnView(lab) {
  const looks = guidedLooks.filter((look) => lab.entry(look.scenario))
  let root = null
  let run = null
  let line = null
  let stage = null
  let draft = null
  let runOf = null
  begin()

  function look() {
    return looks.find((one) => one.id === lab.state.lesson) ?? looks[0] ?? null
  }

  function begin() {
    const now = look()
    if (!now || runOf === now.scenario) return
    run?.drop()
    runOf = now.scenario
    const request = { scenario: now.scenario, method: 'compare', designs: null }
    run = startStudy(lab.source, request, (which, what) => {
      if (which !== run) return
      line?.update(run)
      if (what !== 'progress' && what !== 'partial' && root) drawStage()
      if (what === 'done') lab.shows(run.request, run.result)
    })
    lab.shows(request, null)
  }

  function draw() {
    const now = look()
    if (!now) {
      fill(root, make('h1', { id: 'screen-title', tabindex: '-1' }, say('door-learn')), make('p', {}, say('no-looks')))
      return
    }
    const at = looks.indexOf(now)
    const after = looks[at + 1]
    stage = make('div', { class: 'stage' })
    line = progressLine({ again: () => { runOf = null; begin(); draw() } })
    fill(root,
      screenHead(lab, {
        kind: say('door-learn'), title: say(`look-${now.id}-title`), scenario: false,
        what: say('learn-what'), from: say('learn-from', { scenario: titleOf(now) }),
        next: [
          after ? { label: say('next-look'), go: () => lab.open({ lesson: after.id }) }
            : { label: say('next-change'), go: () => lab.open({ view: 'what-if', scenario: now.scenario }) },
          { label: say('next-whole'), go: () => lab.open({ view: 'compare', scenario: now.scenario }) },
        ],
      }),
      make('nav', { class: 'looks', 'aria-label': say('looks') }, make('ol', {}, looks.map((one, index) => make('li', {},
        make('button', {
          type: 'button', 'aria-current': one === now ? 'step' : null, id: `look-${one.id}`,
          onclick: () => lab.open({ lesson: one.id }),
        }, make('span', { class: 'step-number', 'aria-hidden': 'true' }, expectations.has(one.id) ? '✓' : String(index + 1)),
        ' ', say(`look-${one.id}-short`)))))),
      stage)
    drawStage()
  }

  function titleOf(now) {
    const entry = lab.entry(now.scenario)
    return entry ? pick(entry.title) : now.scenario
  }

  function drawStage() {
    if (!stage) return
    const now = look()
    const results = run?.result?.results
    if (run?.status === 'failed') {
      fill(stage, problemView(run.error, { again: () => { runOf = null; begin(); draw() } }))
      return
    }
    const story = make('p', { class: 'story' }, say(`look-${now.id}-story`))
    const needsNumbers = now.id !== 'where'
    if (!results && (needsNumbers || expectations.has(now.id))) {
      fill(stage, story, line.element, waiting(say('running-hint')))
      line.update(run)
      return
    }
    const given = results ? numbers(now.given(results)) : {}
    fill(stage, story,
      make('section', { class: 'ask', 'aria-labelledby': 'ask-head' },
        make('h2', { id: 'ask-head' }, make('span', { class: 'step-number', 'aria-hidden': 'true' }, '1'), ' ', say('expect')),
        make('p', { class: 'question' }, say(`look-${now.id}-question`, given)),
        expectations.has(now.id) ? lockedView(now) : askView(now)),
      expectations.has(now.id) ? answerView(now, results) : null)
  }

  /** Levels are plain; differences have their sign. */
  function numbers(values) {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isLevel(name) ? fixedText(value) : signedText(value)]))
  }

  function isLevel(name) {
    return ['before', 'after', 'saved', 'queueBefore'].includes(name)
  }

  function lockedView(now) {
    const value = expectations.get(now.id)
    return make('p', { class: 'locked' }, say('locked', {
      answer: now.kind === 'choice' ? say(choiceWord(now, value)) : `${numberText(value)} ${say('working-days')}`,
    }))
  }

  function choiceWord(now, name) {
    return now.id === 'risk' ? `exposure-${name}` : `holder-${name}`
  }

  function askView(now) {
    const error = make('p', { class: 'warn', role: 'alert', id: 'ask-error' })
    const form = make('form', {
      onsubmit: (event) => {
        event.preventDefault()
        const value = now.kind === 'choice'
          ? form.querySelector('input:checked')?.value ?? null
          : Number.isFinite(form.querySelector('input').valueAsNumber) ? form.querySelector('input').valueAsNumber : null
        if (value === null) {
          error.textContent = say(now.kind === 'choice' ? 'choose-one' : 'type-number')
          form.querySelector('input').focus()
          return
        }
        expectations.set(now.id, value)
        draft = null
        draw()
        goTo(document.getElementById('answer-head') ?? stage)
        announce(say('locked-now'))
      },
    },
    now.kind === 'choice'
      ? make('fieldset', { class: 'choices' }, make('legend', { class: 'hidden' }, say(`look-${now.id}-question`)),
        now.choices().map((name) => make('label', { class: 'choice' },
          make('input', { type: 'radio', name: 'choice', value: name, checked: draft === name, onchange: () => { draft = name } }),
          make('span', {}, say(choiceWord(now, name))))))
      : make('p', {}, make('label', { for: 'ask-number' }, say('your-number')), ' ',
        make('input', {
          type: 'number', id: 'ask-number', step: 'any', inputmode: 'decimal', 'aria-describedby': 'ask-error', value: draft ?? '',
          oninput: (event) => { draft = event.target.value },
        }), ' ', say('working-days')),
    error,
    make('p', {}, make('button', { type: 'submit', class: 'main' }, say('lock-and-run'))))
    return form
  }

  function answerView(now, results) {
    if (!results) return null
    const truth = now.truth(results)
    const expected = expectations.get(now.id)
    const values = numbers(now.values(results))
    const right = now.kind === 'choice' ? expected === truth.choice : expected >= truth.low && expected <= truth.high
    const verdict = now.kind === 'choice'
      ? say(right ? 'choice-right' : 'choice-wrong', { answer: truth.choice ? say(choiceWord(now, truth.choice)) : '' })
      : say(right ? 'number-right' : expected < truth.low ? 'number-low' : 'number-high', {
        expected: numberText(expected), number: numberText(truth.number), low: numberText(truth.low), high: numberText(truth.high),
      })
    const branch = branchOf(now, truth)
    return make('section', { class: 'answer-part', 'aria-labelledby': 'answer-head' },
      make('h2', { id: 'answer-head', tabindex: '-1' }, make('span', { class: 'step-number', 'aria-hidden': 'true' }, '2'), ' ', say('run-says')),
      make('p', { class: right ? 'answer hit' : 'answer' },
        make('span', { class: `mark ${right ? 'better' : 'cannot-tell'}` }, make('span', { class: 'glyph', 'aria-hidden': 'true' }, right ? '✓' : '→')), ' ', verdict),
      now.kind === 'number' ? scaleView(expected, truth) : null,
      lookTable(now, results),
      make('h2', {}, make('span', { class: 'step-number', 'aria-hidden': 'true' }, '3'), ' ', say('why')),
      make('p', {}, say(`look-${now.id}-why${branch}`, values)),
      make('p', { class: 'caution' }, make('strong', {}, say('misreading')), ' ', say(`look-${now.id}-misreading`, values)),
      make('p', { class: 'caution' }, say('model-only')),
      make('p', {}, make('button', { type: 'button', class: 'quiet', onclick: () => { expectations.delete(now.id); draw() } }, say('once-more'))))
  }

  /** Explanations differ with what the run says, so that none claims more than it. */
  function branchOf(now, truth) {
    if (now.id === 'where') return truth.choice === 'queue' ? '-queue' : ''
    if (now.id === 'risk') return truth.choice === 'cannot-tell' ? '' : '-clear'
    return truth.low > 0 ? '' : '-open'
  }

  function lookTable(now, results) {
    const rows = now.table(results).filter((row) => row.outcome)
    return make('div', { class: 'table some' }, make('table', { role: 'table' },
      make('caption', {}, say('look-table', { design: designTitle(results.designTitles, now.design) })),
      make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' },
        ['outcome', 'before', 'after', 'difference', 'verdict'].map((head, index) =>
          make('th', { scope: 'col', role: 'columnheader', class: index > 0 && index < 4 ? 'number' : null }, say(head))))),
      make('tbody', { role: 'rowgroup' }, rows.map(({ word, outcome }) => make('tr', { role: 'row' },
        make('th', { scope: 'row', role: 'rowheader' }, say(word)),
        [['before', fixedText(outcome.baseline), null], ['after', fixedText(outcome.design), null],
          ['difference', signedText(outcome.difference), `[${signedText(outcome.low)}, ${signedText(outcome.high)}]`]]
          .map(([head, text, note]) => make('td', { role: 'cell', class: 'number', 'data-head': say(head) },
            make('span', { class: 'cell' }, make('span', { class: 'value' }, text), note ? make('span', { class: 'note' }, note) : null))),
        make('td', { role: 'cell', 'data-head': say('verdict') }, make('span', { class: 'cell' }, markBadge(outcome.verdict))))))))
  }

  /** The learner's number on one scale with the run's interval. */
  function scaleView(expected, truth) {
    const low = Math.min(0, expected, truth.low)
    const high = Math.max(expected, truth.high, 1)
    const span = (high - low) * 1.1
    const at = (value) => `${((value - low) / span * 100 + 3).toFixed(2)}%`
    const band = make('span', { class: 'band' })
    band.style.left = at(truth.low)
    band.style.width = `${((truth.high - truth.low) / span * 100).toFixed(2)}%`
    const mean = make('span', { class: 'mean' })
    mean.style.left = at(truth.number)
    const yours = make('span', { class: 'yours' })
    yours.style.left = at(expected)
    return make('div', { class: 'scale' },
      make('div', { class: 'scale-line', role: 'img', 'aria-label': say('scale-says', {
        expected: numberText(expected), low: numberText(truth.low), high: numberText(truth.high), number: numberText(truth.number),
      }) }, band, mean, yours),
      make('p', { class: 'note' }, say('scale-key')))
  }

  return {
    title: () => `${say('door-learn')} · ${look() ? say(`look-${look().id}-title`) : ''}`,
    render(into) {
      root = into
      begin()
      draw()
    },
    leave() {
      run?.drop()
      return true
    },
  }
}
