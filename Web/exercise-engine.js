// An exercise for one student: her numbers, the runs behind her work, and how her answers are judged.
// Nothing here belongs to a browser or to Node.

const letters = new TextEncoder()

/**
 * An exercise as `GET /api/v1/exercises/ID` gives it, with the WebAssembly module, and with `run(settings, options)`,
 * which gives the values of all outcomes by replication. `settings` are `{plan, choices, seed, replications}`,
 * choices by knob: parameters first, then levers, null where a knob writes no numbers.
 *
 * Work is what a student set: by lever the place of a choice, of reforms the places of those taken.
 */
export class ExerciseEngine {
  constructor(exercise, module, run) {
    this.exercise = exercise
    this.module = module
    this.run = run
    this.known = new Map()
  }

  /** The numbers of a student: `{course, student, parameters, seed}`, parameters as places of choices. */
  variant(course, student) {
    const seedText = (name) => this.number(course, student, name)
    const { parameters } = this.exercise
    return {
      course, student,
      parameters: parameters.map(({ name, choices }) => Number(seedText(name) % BigInt(choices.length))),
      seed: Number(seedText('seed') % 2n ** 31n),
    }
  }

  number(course, student, name) {
    const { id, version } = this.exercise
    const bytes = this.module.sha256(letters.encode([course, id, version, student, name].join('\n')))
    return bytes.slice(0, 8).reduce((number, byte) => number << 8n | BigInt(byte), 0n)
  }

  /** The work of who has not begun. */
  startWork() {
    return this.exercise.levers.map(({ start }) => start)
  }

  /** Work as texts by lever, as they are typed in a terminal. */
  texts(work) {
    return Object.fromEntries(this.exercise.levers.map((lever, index) => [lever.name,
      [work[index]].flat().map((place) => lever.choices[place].text).join('+') || 'none']))
  }

  /**
   * The work that texts by lever tell of; levers that are not named are as at the start. `problems` are
   * `{lever, code}`: `unknown` for a lever that is not there, `choice` for a value that is none, `many` for too many.
   */
  readWork(texts) {
    const { levers } = this.exercise
    const work = this.startWork()
    const problems = []
    for (const [name, text] of Object.entries(texts)) {
      const index = levers.findIndex((lever) => lever.name === name)
      if (index < 0) problems.push({ lever: name, code: 'unknown' })
      else {
        const { state, code } = stateOf(levers[index], String(text))
        if (code) problems.push({ lever: name, code })
        else work[index] = state
      }
    }
    return { work, problems }
  }

  /** The slots of formulas; measures are `[estimate, low, high]` each, by number. */
  values(variant, work, measures = null, answer = NaN) {
    const { parameters, levers, measures: declared } = this.exercise
    return [
      ...parameters.map(({ choices }, index) => choices[variant.parameters[index]]),
      ...levers.map((lever, index) => lever.kind === 'reforms' ? work[index].length : lever.choices[work[index]].value),
      ...levers.flatMap((lever, index) => lever.kind === 'reforms'
        ? lever.choices.map((_, place) => work[index].includes(place) ? 1 : 0) : []),
      ...declared.flatMap((_, index) => measures?.[index] ?? [NaN, NaN, NaN]),
      answer,
    ]
  }

  /** What a program comes to. */
  formula(program, values) {
    return this.module.formula(program, values)
  }

  /** A template in a language. */
  text(template, language, values) {
    return template[language].map((part) => typeof part === 'string' ? part : shown(this.formula(part[0], values), part[1])).join('')
  }

  /** What a named run of this work is: settings for `run`. */
  settings(variant, work, name) {
    const { exercise } = this
    const run = exercise.runs.find((one) => one.name === name)
    const start = this.startWork()
    // How to run is the same for all runs: those at the start are to be compared with the work.
    const states = exercise.levers.map(({ kind }, index) =>
      run.takesWork || kind === 'replications' || kind === 'pairing' ? work[index] : start[index])
    const values = this.values(variant, work)
    for (const { lever, formula, names } of run.levers) states[lever] = this.stateIn(exercise.levers[lever], formula, names, values)
    let design = null
    let { replications } = exercise
    let isPaired = true
    for (const [index, lever] of exercise.levers.entries()) {
      if (lever.kind === 'design') design = lever.choices[states[index]].text
      if (lever.kind === 'reforms') design = states[index].map((place) => lever.choices[place].text).join('+')
      if (lever.kind === 'replications') replications = lever.choices[states[index]].value
      if (lever.kind === 'pairing') isPaired = lever.choices[states[index]].value !== 0
    }
    const plan = exercise.plans.findIndex((one) => one.world === run.world && (design === null || one.design === design))
    if (plan < 0) throw new Error(`no plan for ${design} in run ${name}`)
    const seed = name === 'start' || isPaired ? variant.seed
      : Number(this.number(variant.course, variant.student, `seed ${name}`) % 2n ** 31n)
    const knobs = exercise.levers.map((lever, index) => lever.kind === 'reforms' ? null : states[index])
    return { plan, choices: [...variant.parameters, ...knobs], seed, replications }
  }

  /** Where a run puts a lever. */
  stateIn(lever, formula, names, values) {
    if (names) {
      const places = names.map((name) => lever.choices.findIndex(({ text }) => text === name))
      return lever.kind === 'reforms' ? places.sort((one, other) => one - other) : places[0]
    }
    const value = this.formula(formula, values)
    const place = lever.choices.findIndex((choice) => Math.abs(choice.value - value) <= 1e-9 * Math.max(1, Math.abs(value)))
    if (place < 0) throw new Error(`no choice ${value} of ${lever.name}`)
    return place
  }

  /**
   * What the runs of this work say: `{values, table}`, values of all slots and rows of the table
   * `{start, work, difference}` (`start`: what the exercise compares with), each `[estimate, low, high]`. Runs that were made once are not made again.
   * `onProgress(share)` hears how far it is, `onTable({values, table})` what the first two runs say while measures are
   * not known yet.
   */
  async outcome(variant, work, { onProgress = null, onTable = null, signal = null } = {}) {
    const { exercise } = this
    const base = exercise.against ? exercise.runs[exercise.against.run].name : 'start'
    const needed = new Set(exercise.table.length ? [base, 'work'] : [])
    for (const { run, to } of exercise.measures) {
      needed.add(exercise.runs[run].name)
      if (to !== null) needed.add(exercise.runs[to].name)
    }
    const settings = new Map([...needed].map((name) => [name, this.settings(variant, work, name)]))
    const keys = new Map([...settings].map(([name, one]) => [name, JSON.stringify(one)]))
    const open = [...new Map([...settings].map(([name, one]) => [keys.get(name), one])).entries()].filter(([key]) => !this.known.has(key))
    const of = open.reduce((sum, [, one]) => sum + one.replications, 0)
    let done = 0
    const found = (name, at) => this.known.get(keys.get(name))[at]
    const table = () => exercise.table.map(({ outcome: at }) => {
      const [start, own] = [found(base, at), found('work', at)]
      return { start: this.summary(start), work: this.summary(own), difference: this.summary(minus(own, start)) }
    })
    let isShown = onTable === null || exercise.table.length === 0
    for (const [key, one] of open) {
      if (!isShown && this.known.has(keys.get(base)) && this.known.has(keys.get('work'))) {
        isShown = true
        onTable({ values: this.values(variant, work), table: table() })
      }
      const result = await this.run(one, { signal, onProgress: (replications) => onProgress?.((done + replications) / of) })
      this.known.set(key, result)
      done += one.replications
    }
    const named = (place) => exercise.runs[place].name
    const measures = exercise.measures.map(({ run, to, outcome: at }) =>
      this.summary(to === null ? found(named(run), at) : minus(found(named(to), at), found(named(run), at))))
    return { values: this.values(variant, work, measures), table: table() }
  }

  /** The mean of replications with its 95 % interval, without those of nobody; one replication has none. */
  summary(replications) {
    const numbers = replications.filter((one) => !Number.isNaN(one))
    const found = this.module.meanInterval(numbers)
    return found ? [found.mean, found.low, found.high] : [numbers[0] ?? NaN, NaN, NaN]
  }

  /**
   * The answers as they were typed, by question, read: `{answers, problems}`, problems `{question, code}`: `number`,
   * `interval`, `option` or `unknown`. Conditions are not answered, and what is empty is left out.
   */
  readAnswers(texts) {
    const answers = {}
    const problems = []
    for (const [id, text] of Object.entries(texts)) {
      const question = this.exercise.questions.find((one) => one.id === id)
      const trimmed = String(text).trim()
      if (!question || isCondition(question)) problems.push({ question: id, code: 'unknown' })
      else if (trimmed !== '') {
        const answer = readAnswer(question, trimmed)
        if (answer === null) problems.push({ question: id, code: { choice: 'option' }[question.kind] ?? question.kind })
        else answers[id] = answer
      }
    }
    return { answers, problems }
  }

  /** What is wrong with predictions as they were typed: `{prediction, code}`, `no-answer`, `not-number` or `not-option`. */
  predictionProblems(texts) {
    return this.exercise.predictions.flatMap(({ id, options }) => {
      const text = (texts[id] ?? '').trim()
      if (text === '') return [{ prediction: id, code: 'no-answer' }]
      if (options?.length) return options.some((option) => option.id === text) ? [] : [{ prediction: id, code: 'not-option' }]
      return readNumber(text) === null ? [{ prediction: id, code: 'not-number' }] : []
    })
  }

  /**
   * Judges answers that were read: for each question `{id, kind, points, result, passed, says, wrong}`. `result` is
   * `passed`, `misconception`, `too-high`, `too-low`, `too-wide`, `beside`, `wrong`, `missed`, `unanswered`, or
   * `unknown` where the runs gave no number; `says` the words on a misconception or a condition that does not hold, a
   * template over the values of `outcome` and the answer (`saidValues`), and `wrong` the misconception's name, or null.
   */
  check(answers, { values }) {
    return this.exercise.questions.map((question) => {
      const answer = answers[question.id]
      const { result, says = null, wrong = null } = isCondition(question) || answer !== undefined ? this.judged(question, answer, values) : { result: 'unanswered' }
      return {
        id: question.id, kind: question.kind, points: question.points, result, passed: result === 'passed', says, wrong,
        saidValues: typeof answer === 'number' && question.kind === 'number' ? withAnswer(values, answer) : values,
      }
    })
  }

  judged(question, answer, values) {
    const value = (program) => this.formula(program, values)
    switch (question.kind) {
      case 'number': return this.judgedNumber(question, answer, values)
      case 'choice': {
        const place = Math.round(value(question.truth))
        if (Number.isNaN(place)) return { result: 'unknown' }
        if (answer + 1 === place) return { result: 'passed' }
        const wrong = question.misconceptions.find(({ option }) => option === answer)
        return wrong ? { result: 'misconception', says: wrong.says, wrong: question.options[answer].id } : { result: 'wrong' }
      }
      case 'interval': {
        const [truth, half] = [value(question.truth), value(question.half)]
        const [low, high] = answer
        if (!Number.isFinite(truth) || !Number.isFinite(half)) return { result: 'unknown' }
        if (low > truth + half || high < truth - half) return { result: 'beside' }
        return { result: high - low <= question.widest * 2 * half ? 'passed' : 'too-wide' }
      }
      case 'text': return { result: 'passed' }
      default: {
        const holds = value(question.holds)
        return holds !== 0 && !Number.isNaN(holds) ? { result: 'passed' } : { result: 'missed', says: question.misses }
      }
    }
  }

  judgedNumber(question, answer, values) {
    const truth = this.formula(question.truth, values)
    const half = question.half ? this.formula(question.half, values) : 0
    if (!Number.isFinite(truth) || !Number.isFinite(half)) return { result: 'unknown' }
    const tolerance = Math.max(question.relative * Math.abs(truth), 2 * half, question.absolute)
    if (Math.abs(answer - truth) <= tolerance) return { result: 'passed' }
    const known = withAnswer(values, answer)
    const wrong = question.misconceptions.find((one) => {
      const there = this.formula(one.value, known)
      return Math.abs(answer - there) <= Math.max(tolerance, 0.02 * Math.abs(there))
    })
    return wrong ? { result: 'misconception', says: wrong.says, wrong: wrong.id } : { result: answer > truth ? 'too-high' : 'too-low' }
  }

  /** Points passed of all points, 0 to 1. */
  score(tests) {
    const total = (which) => tests.filter(which).reduce((sum, { points }) => sum + points, 0)
    const all = total(() => true)
    return all > 0 ? total(({ passed }) => passed) / all : isPassed(tests) ? 1 : 0
  }
}

/** Whether every question worth points passed. */
export function isPassed(tests) {
  return tests.every(({ points, passed }) => points === 0 || passed)
}

/** Whether a question is answered by the work alone. */
export function isCondition({ kind }) {
  return kind === 'target' || kind === 'budget' || kind === 'evidence'
}

/** A number as texts show it: with so many digits behind the point, or with as few as tell it within a part in 10¹². */
export function shown(number, digits) {
  if (!Number.isFinite(number)) return '?'
  for (let places = digits ?? 0; places <= (digits ?? 15); places++) {
    const text = number.toFixed(places)
    if (digits !== null || Math.abs(Number(text) - number) <= Math.abs(number) * 1e-12) return Number(text) === 0 ? text.replace('-', '') : text
  }
  return String(number)
}

/** A typed number, or null: digits, a point, a sign; a percent sign behind it does not count. */
export function readNumber(text) {
  const plain = text.trim().replace(/%$/, '').trimEnd()
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) && plain.replace(/^[+-]/, '').length <= 20 ? Number(plain) : null
}

function readAnswer(question, text) {
  switch (question.kind) {
    case 'number': return readNumber(text)
    case 'interval': {
      const ends = text.split('..').map(readNumber)
      return ends.length === 2 && ends.every((end) => end !== null) && ends[0] <= ends[1] ? ends : null
    }
    case 'choice': {
      const place = question.options.findIndex(({ id }) => id === text)
      return place < 0 ? null : place
    }
    default: return text
  }
}

function stateOf(lever, text) {
  if (lever.kind !== 'reforms') {
    const value = lever.kind === 'design' ? null : readNumber(text)
    const state = lever.choices.findIndex((choice) => choice.text === text.trim() || choice.value === value)
    return state < 0 ? { code: 'choice' } : { state }
  }
  const names = ['', 'none'].includes(text.trim()) ? [] : text.trim().split('+')
  const places = [...new Set(names.map((name) => lever.choices.findIndex((choice) => choice.text === name)))].sort((one, other) => one - other)
  if (places.includes(-1)) return { code: 'choice' }
  return lever.atMost !== null && places.length > lever.atMost ? { code: 'many' } : { state: places }
}

function withAnswer(values, answer) {
  return [...values.slice(0, -1), answer]
}

function minus(ones, others) {
  return ones.map((one, index) => one - others[index])
}
