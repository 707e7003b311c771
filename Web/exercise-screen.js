// One exercise on the screen: predict, change and run, answer, be checked at once, then see why.

import { announce, fill, goTo, make, refill } from './dom.js'
import { isPassed, shown as figures } from './exercise-engine.js'
import { commandOf } from './exercise-command.js'
import { leverField, predictionField, questionField, settingText, allowedText } from './exercise-fields.js'
import { openExercise } from './exercise-host.js'
import { addLine, draftOf, keepDraft, standingIn, whoWorks } from './exercise-store.js'
import { resultTable, runHistory, runWords } from './exercise-table.js'
import { commandLine, screenHead, waiting } from './frame.js'
import { inline, markdownView } from './markdown.js'
import { problemView } from './problems.js'
import { currentLanguage, pick, say } from './words.js'

/** So many earlier runs are shown. */
const mostRuns = 8

/** The screen of the exercise that the state names; `saveFile()` offers the student's grade file. */
export function exerciseScreen(lab, entry, { after, saveFile }) {
  let root = null
  let engine = null
  let failure = null
  let variant = null
  let at = null
  let draft = null
  let shown = null
  /** The runs of this visit, the last one at the end. */
  let runs = []
  let running = null
  let faults = {}
  const parts = {}

  async function open() {
    try {
      engine = await openExercise(lab.source, entry.id)
      failure = null
      const { student, course } = whoWorks()
      variant = engine.variant(course, student)
      at = standingIn(engine.exercise)
      draft = { levers: {}, answers: {}, predictions: {}, ...draftOf(entry.id) }
      draft.levers = { ...engine.texts(engine.startWork()), ...at.levers, ...draft.levers }
      draft.answers = { ...at.answers, ...draft.answers }
      if (!root) return
      const hadTitle = document.activeElement?.id === 'screen-title'
      draw()
      if (hadTitle) document.getElementById('screen-title').focus({ preventScroll: true })
      if (at.levers) await again()
    } catch (error) {
      failure = error
      if (root) draw()
    }
  }

  /** What was run and checked before the page was left, once more: nothing is counted. */
  async function again() {
    const { work } = engine.readWork(at.levers ?? {})
    const outcome = await evaluated(work)
    if (!outcome) return
    shown = { work, outcome, tests: at.answers ? engine.check(engine.readAnswers(at.answers).answers, outcome) : null }
    drawRun()
    drawAnswers()
    drawAfter()
  }

  function words(template, values = textValues()) {
    return engine.text(template, currentLanguage(), values)
  }

  /** What texts see before anything is run. */
  function textValues() {
    return engine.values(variant, engine.startWork())
  }

  /** Adds a line of what was done. */
  function did(action, facts = {}) {
    addLine(engine.module, engine.exercise, action, facts)
    at = standingIn(engine.exercise)
    drawCommand()
  }

  function keep() {
    keepDraft(entry.id, draft)
    drawCommand()
  }

  function draw() {
    if (failure) return fill(root, make('h1', { id: 'screen-title', tabindex: '-1' }, pick(entry.title)), problemView(failure, { again: () => { failure = null; open() } }))
    if (!engine) return fill(root, make('h1', { id: 'screen-title', tabindex: '-1' }, pick(entry.title)), waiting(say('exercise-loading')))
    const { exercise } = engine
    for (const name of ['predict', 'run', 'answers', 'hints', 'after', 'command']) parts[name] = make('div', { class: `stage-part part-of-${name}` })
    fill(root,
      screenHead(lab, {
        kind: [say('exercise-kind', { id: exercise.id }), say('separator'), say('about-minutes', { n: exercise.minutes })].join(''),
        title: pick(exercise.title), scenario: false, what: say('exercise-what'), from: say('exercise-from', { n: exercise.replications }),
        next: [{ label: say('all-exercises'), go: () => lab.open({ exercise: null }) },
          ...(after ? [{ label: say('next-exercise'), go: () => lab.open({ exercise: after.id }) }] : [])],
      }),
      whoView(),
      make('div', { class: 'stage' },
        textPart('goal'), textPart('story'), textPart('task'), textPart('words'),
        parts.predict, parts.run, parts.answers, parts.hints, parts.after, parts.command))
    drawPredict()
    drawRun()
    drawAnswers()
    drawHints()
    drawAfter()
    drawCommand()
  }

  function whoView() {
    const { student, course } = whoWorks()
    return make('p', { class: 'hint who' }, student ? say('working-as', { name: student }) : say('working-unnamed'),
      course ? say('in-course', { course }) : '', ' ',
      make('button', { type: 'button', class: 'link', onclick: () => lab.open({ exercise: null }) }, say('change-name')))
  }

  function textPart(name, values = textValues()) {
    const text = words(engine.exercise.texts[name], values).trim()
    if (text === '') return null
    const id = `text-${name}`
    return make('section', { class: `reading reading-${name}`, 'aria-labelledby': id }, make('h2', { id }, say(id)), markdownView(text))
  }

  function step(number, id, title, ...content) {
    return make('section', { class: 'ask', 'aria-labelledby': id },
      make('h2', { id, tabindex: '-1' }, make('span', { class: 'step-number', 'aria-hidden': 'true' }, String(number)), ' ', title), content)
  }

  const hasRun = () => at.levers !== null
  const isLocked = () => at.predictions !== null || engine.exercise.predictions.length === 0

  // 1: the prediction

  function optionsOf(question) {
    return question.options?.map((option) => ({ id: option.id, text: words(option.text) }))
  }

  function drawPredict() {
    const { predictions } = engine.exercise
    if (predictions.length === 0) return fill(parts.predict)
    const fields = () => predictions.map((one) => predictionField(one, { ask: words(one.ask), options: optionsOf(one) },
      draft.predictions[one.id] ?? '', faultText(faults[`predict-${one.id}`]), (text) => { draft.predictions[one.id] = text; keep() }))
    fill(parts.predict, step(1, 'predict-head', say('predict-title'),
      at.predictions ? predictions.map((one) => make('div', {},
        make('p', { class: 'question' }, inline(words(one.ask))),
        make('p', { class: 'locked' }, say('locked', { answer: predictedText(one) }))))
        : make('form', { novalidate: true, onsubmit: lockPredictions },
          make('p', { class: 'hint' }, say('predict-hint')), fields(),
          make('p', {}, make('button', { type: 'submit', class: 'main', id: 'lock' }, say('lock'))))))
  }

  function predictedText(one) {
    const text = at.predictions[one.id] ?? ''
    const option = one.options?.find(({ id }) => id === text)
    return option ? words(option.text) : [text, one.unit ? pick(one.unit) : ''].join(' ')
  }

  function lockPredictions(event) {
    event.preventDefault()
    const problems = engine.predictionProblems(draft.predictions)
    faults = Object.fromEntries(problems.map(({ prediction, code }) =>
      [`predict-${prediction}`, { code, values: { text: draft.predictions[prediction] ?? '' } }]))
    if (problems.length) {
      drawPredict()
      toFault(`predict-${problems[0].prediction}`)
      return
    }
    did('predict', { predictions: { ...draft.predictions } })
    drawPredict()
    drawRun()
    drawAnswers()
    drawHints()
    goTo(document.getElementById('run-head'))
    announce(say('locked-go-on'))
  }

  function faultText(fault) {
    return fault ? say(`fault-${fault.code}`, fault.values ?? {}) : null
  }

  /** Brings the keyboard to a field that is wrong, and says so. */
  function toFault(id) {
    const field = document.getElementById(id)
    const target = field?.matches('fieldset') ? field.querySelector('input') : field
    target?.focus()
    announce(say('nothing-counted'))
  }

  // 2: levers and the run

  function drawRun() {
    const { levers } = engine.exercise
    const number = engine.exercise.predictions.length ? 2 : 1
    const fields = levers.map((lever) => leverField(lever, draft.levers[lever.name], faultText(faults[`lever-${lever.name}`]),
      (text) => { draft.levers[lever.name] = text; keep() }))
    refill(parts.run, step(number, 'run-head', say(levers.length ? 'run-title' : 'run-title-bare'),
      make('form', { novalidate: true, onsubmit: (event) => { event.preventDefault(); runNow() } },
        levers.length ? make('p', { class: 'hint' }, say('levers-hint')) : null,
        make('div', { class: 'fields' }, fields),
        make('p', { class: 'actions' },
          make('button', { type: 'submit', class: 'main', id: 'run', disabled: !isLocked() || running !== null, 'aria-describedby': 'run-reason' }, say('run')),
          make('span', { class: 'hint', id: 'run-reason' }, isLocked() ? '' : say('run-locked')))),
      running?.view ?? null,
      shown ? [resultTable(engine.exercise, shown.outcome, workText(shown.work)), runHistory(engine.exercise, earlier())] : null))
  }

  /** The runs before the one that is shown, the last one first. */
  function earlier() {
    return runs.filter(({ key }) => key !== workKey(shown.work)).map(({ work, outcome }) => ({ words: workText(work), outcome })).reverse()
  }

  function workKey(work) {
    return JSON.stringify(work)
  }

  function remember(work, outcome) {
    runs = [...runs.filter(({ key }) => key !== workKey(work)), { key: workKey(work), work, outcome }].slice(-mostRuns - 1)
  }

  function workText(work) {
    const texts = engine.texts(work)
    return engine.exercise.levers.map((lever) => `${pick(lever.title)}${say('colon')}${settingText(lever, texts[lever.name])}`).join(say('separator'))
  }

  /** The work in the fields, or null after telling what is wrong with it. */
  function workInFields() {
    const { work, problems } = engine.readWork(draft.levers)
    for (const lever of engine.exercise.levers) delete faults[`lever-${lever.name}`]
    for (const { lever, code } of problems) {
      const declared = engine.exercise.levers.find(({ name }) => name === lever)
      faults[`lever-${lever}`] = { code, values: { text: draft.levers[lever], n: declared?.atMost ?? 0, values: declared ? allowedText(declared) : '' } }
    }
    if (problems.length === 0) return work
    drawRun()
    toFault(`lever-${problems[0].lever}`)
    return null
  }

  /** What the runs of this work say, with progress and a way to stop; null when stopped or failed. */
  async function evaluated(work, onTable = null) {
    running?.stopper.abort()
    const stopper = new AbortController()
    const bar = make('progress', { max: 1, value: 0, 'aria-label': say('progress') })
    const mine = {
      stopper,
      view: make('div', { class: 'progress', role: 'group', 'aria-label': say('progress') }, bar,
        make('span', { class: 'progress-text' }, say('exercise-running')),
        make('button', { type: 'button', class: 'quiet stop', onclick: () => stopper.abort() }, say('cancel'))),
    }
    running = mine
    drawRun()
    try {
      return await engine.outcome(variant, work, { signal: stopper.signal, onTable, onProgress: (share) => { bar.value = share } })
    } catch (error) {
      if (error.name !== 'AbortError') mine.failed = problemView(error)
      else if (root) announce(say('cancelled'))
      return null
    } finally {
      if (running === mine) {
        running = null
        if (root) {
          drawRun()
          if (mine.failed) parts.run.append(mine.failed)
        }
      }
    }
  }

  async function runNow() {
    const work = workInFields()
    if (!work) return
    let isTold = false
    // The table comes before what predictions and questions need besides.
    const show = (outcome) => {
      if (!root) return
      shown = { work, outcome, tests: null }
      remember(work, outcome)
      if (!isTold) did('run', { levers: engine.texts(work) })
      drawRun()
      if (isTold) return
      isTold = true
      drawAnswers()
      goTo(document.getElementById('result-head'))
      announce(runWords(engine.exercise, outcome))
    }
    const outcome = await evaluated(work, show)
    if (!outcome) return
    show(outcome)
    drawAfter()
  }

  // 3: questions and what the check says

  function drawAnswers() {
    const { exercise } = engine
    const number = exercise.predictions.length ? 3 : 2
    const tests = shown?.tests
    refill(parts.answers, step(number, 'answers-head', say('answers-title'),
      make('form', { novalidate: true, onsubmit: checkNow },
        exercise.questions.map((question, index) => make('div', { class: 'asked' },
          question.points > 0 ? make('p', { class: 'note points' }, say('points', { n: question.points })) : null,
          questionField(question, { ask: words(question.ask), options: optionsOf(question) }, draft.answers[question.id] ?? '',
            faultText(faults[`answer-${question.id}`]), (text) => { draft.answers[question.id] = text; keep() }),
          tests ? testView(question, tests[index]) : null)),
        make('p', { class: 'actions' },
          make('button', { type: 'submit', class: 'main', id: 'check', disabled: !hasRun(), 'aria-describedby': 'check-reason' }, say('check')),
          make('span', { class: 'hint', id: 'check-reason' }, hasRun() ? say('attempts', { n: at.attempts }) : say('check-locked')))),
      tests ? summaryView(tests) : null))
  }

  function testView(question, test) {
    if (test.result === 'unanswered') return make('p', { class: 'test' }, testMark('open'))
    if (question.kind === 'text') return make('p', { class: 'test' }, testMark('kept'))
    return make('div', { class: 'test' }, make('p', {}, testMark(test.passed ? 'passed' : 'failed'), test.passed || test.says ? null : ` ${say(`result-${test.result}`)}`),
      test.says ? make('div', { class: 'says' }, markdownView(words(test.says, test.saidValues), 4)) : null)
  }

  function testMark(name) {
    const look = { passed: ['better', '✓'], failed: ['worse', '✗'], open: ['cannot-tell', '–'], kept: ['better', '✓'] }[name]
    return make('span', { class: `mark ${look[0]}` }, make('span', { class: 'glyph', 'aria-hidden': 'true' }, look[1]), ` ${say(`test-${name}`)}`)
  }

  function summaryView(tests) {
    const total = (which) => tests.filter(which).reduce((sum, { points }) => sum + points, 0)
    const isDone = isPassed(tests)
    return make('p', { class: isDone ? 'answer hit' : 'answer', id: 'check-head', tabindex: '-1' },
      testMark(isDone ? 'passed' : 'failed'), ' ',
      say(isDone ? 'check-passed' : 'check-open', { n: total(({ passed }) => passed), of: total(() => true) }))
  }

  async function checkNow(event) {
    event.preventDefault()
    const work = workInFields()
    if (!work) return
    const { answers, problems } = engine.readAnswers(draft.answers)
    for (const { id } of engine.exercise.questions) delete faults[`answer-${id}`]
    for (const { question, code } of problems) faults[`answer-${question}`] = { code: `not-${code}`, values: { text: draft.answers[question] } }
    const typed = engine.exercise.questions.filter(({ kind, points }) => points > 0 && ['number', 'choice', 'interval'].includes(kind))
    if (problems.length === 0 && typed.length && Object.keys(answers).length === 0) {
      faults[`answer-${typed[0].id}`] = { code: 'no-answer' }
      problems.push({ question: typed[0].id })
    }
    if (problems.length) {
      drawAnswers()
      toFault(`answer-${problems[0].question}`)
      return
    }
    const outcome = await evaluated(work)
    if (!outcome) return
    const tests = engine.check(answers, outcome)
    const given = Object.fromEntries(Object.keys(answers).map((id) => [id, draft.answers[id].trim()]))
    did('check', {
      levers: engine.texts(work), answers: given, score: engine.score(tests), passed: isPassed(tests),
      right: tests.filter(({ passed }) => passed).map(({ id }) => id),
    })
    shown = { work, outcome, tests }
    drawRun()
    drawAnswers()
    drawAfter()
    goTo(document.getElementById('check-head'))
    announce(document.getElementById('check-head').textContent)
  }

  // Hints, one at a time

  function drawHints() {
    const { hints } = engine.exercise
    if (!hints.length || !isLocked()) return fill(parts.hints)
    const taken = Math.min(at.hints, hints.length)
    fill(parts.hints, make('section', { class: 'reading hints', 'aria-labelledby': 'hints-head' },
      make('h2', { id: 'hints-head' }, say('hints-title', { n: taken, of: hints.length })),
      make('ol', { class: 'plain numbered' }, hints.slice(0, taken).map((hint, index) => make('li', { id: `hint-${index + 1}`, tabindex: '-1' }, markdownView(words(hint), 4)))),
      taken < hints.length ? make('p', {}, make('button', { type: 'button', id: 'hint', onclick: takeHint }, say('take-hint', { n: taken + 1 }))) : null))
  }

  function takeHint() {
    const next = at.hints + 1
    did('hint', { hint: next })
    drawHints()
    goTo(document.getElementById(`hint-${next}`))
  }

  // After success

  function drawAfter() {
    if (!at.passed || !shown) return fill(parts.after)
    fill(parts.after, make('section', { class: 'answer-part', 'aria-labelledby': 'after-head' },
      make('h2', { id: 'after-head' }, say('after-title')),
      predictedView(),
      textPart('explanation', shown.outcome.values), textPart('transfer', shown.outcome.values),
      make('p', { class: 'caution' }, say('model-only')),
      make('p', { class: 'actions' },
        make('button', { type: 'button', class: 'main', id: 'save-file', onclick: saveFile }, say('save-grade-file')),
        after ? make('button', { type: 'button', onclick: () => lab.open({ exercise: after.id }) }, say('to-next-exercise', { title: pick(after.title) })) : null)))
  }

  /** Predictions beside what the runs say. */
  function predictedView() {
    const { predictions } = engine.exercise
    if (!at.predictions || predictions.length === 0) return null
    return make('div', { class: 'table few predicted' }, make('table', { role: 'table' },
      make('caption', {}, say('predicted-caption')),
      make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, ['question', 'predicted', 'observed'].map((head) =>
        make('th', { scope: 'col', role: 'columnheader' }, say(`head-${head}`))))),
      make('tbody', { role: 'rowgroup' }, predictions.map((one) => make('tr', { role: 'row' },
        make('th', { scope: 'row', role: 'rowheader' }, inline(words(one.ask))),
        [['predicted', predictedText(one)], ['observed', observedText(one)]].map(([head, text]) =>
          make('td', { role: 'cell', 'data-head': say(`head-${head}`) }, make('span', { class: 'cell' }, text))))))))
  }

  /** What the runs say to a prediction; of a number three figures. */
  function observedText(one) {
    const value = engine.formula(one.truth, shown.outcome.values)
    if (one.options?.length) return one.options[Math.round(value) - 1] ? words(one.options[Math.round(value) - 1].text) : '?'
    const size = Math.abs(value)
    return [figures(value, size === 0 || size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3), one.unit ? pick(one.unit) : ''].join(' ')
  }

  // The same in the terminal, and a new beginning

  function drawCommand() {
    fill(parts.command, commandLine(lab, commandText()),
      at.started ? make('p', { class: 'actions' }, make('button', { type: 'button', class: 'quiet', id: 'reset', onclick: askReset }, say('reset'))) : null)
  }

  function commandText() {
    return commandOf(engine, whoWorks(), isLocked() ? hasRun() ? 'check' : 'run' : 'predict', draft)
  }

  function askReset() {
    lab.dialog(say('reset'), (close) => [make('p', {}, say('reset-what')), make('p', { class: 'actions' },
      make('button', { type: 'button', class: 'main', onclick: close }, say('stay')),
      make('button', { type: 'button', class: 'quiet', id: 'reset-now', onclick: () => { close(); reset() } }, say('reset-now')))])
  }

  function reset() {
    did('reset')
    keepDraft(entry.id, null)
    shown = null
    runs = []
    faults = {}
    open().then(() => goTo(document.getElementById('screen-title')))
  }

  open()
  return {
    title: () => pick(entry.title),
    render(into) {
      root = into
      draw()
    },
    leave() {
      root = null
      running?.stopper.abort()
      return true
    },
  }
}
