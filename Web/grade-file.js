// The grade file: what a student claims, made of her lines; and whether the claims hold when they are run again.
// Nothing here belongs to a browser or to Node.

import { isPassed } from './exercise-engine.js'
import { isInOrder, isSealed, linesOf, standing } from './exercise-progress.js'

/**
 * The grade file of a student. `engines` are those of the exercises that she began; `lines` all lines, as they were
 * written; `output(engine, test)` says in words what a test told her; `command(engine, claim)` how to run it again.
 */
export async function gradeFile(who, lines, engines, { output, command }) {
  const exercises = []
  for (const engine of engines) exercises.push(await claimOf(engine, who, lines, { output, command }))
  const ids = new Set(exercises.map(({ id }) => id))
  return {
    format: 1, product: engines[0]?.exercise.product ?? '', student: who.student, course: who.course, exercises,
    lines: lines.map((line) => JSON.parse(line)).filter(({ student, course, exercise }) => student === who.student && course === who.course && ids.has(exercise)),
  }
}

async function claimOf(engine, who, lines, { output, command }) {
  const { exercise } = engine
  const at = standing(linesOf(lines, who, exercise))
  const { tests, score } = at.claim ? await judged(engine, who, at.claim) : { tests: [], score: 0 }
  const claim = { levers: at.claim?.levers ?? at.levers ?? {}, answers: at.claim?.answers ?? {} }
  return {
    id: exercise.id, version: exercise.version, digest: exercise.digest, seed: engine.variant(who.course, who.student).seed,
    score, gradable: at.claim !== null,
    tests: tests.map((test) => ({ name: test.id, points: test.passed ? test.points : 0, max_points: test.points, passed: test.passed, output: output(engine, test) })),
    ...claim, predictions: at.predictions ?? {}, attempts: at.attempts, hints: at.hints, started: at.started, passed: at.passed, command: command(engine, claim),
  }
}

/** What levers and answers, as texts, come to when they are run: `{tests, score, problems, values}`. */
export async function judged(engine, { course, student }, { levers, answers }) {
  const read = engine.readWork(levers)
  const given = engine.readAnswers(answers)
  if (read.problems.length) return { tests: [], score: 0, problems: read.problems, values: null }
  const outcome = await engine.outcome(engine.variant(course, student), read.work)
  const tests = engine.check(given.answers, outcome)
  return { tests, score: engine.score(tests), problems: [], values: outcome.values }
}

/**
 * The exercises of a grade file with what was found when each claim was run again: for each
 * `{claim, findings, score, passed, observed, wrong}`, findings codes of `finding-CODE` in the words; none means that
 * it holds. `observed` is what the runs say to each prediction, `wrong` the reasonings behind wrong answers in all
 * checks, `{question, wrong, saidValues}`. `engineOf(id)` gives an engine or throws. Findings of the whole file stand in `findings`.
 */
export async function verified(file, module, engineOf) {
  const findings = []
  if (!file.lines.every((line) => isSealed(module, JSON.stringify(line)))) findings.push('seal')
  if (!isInOrder(file.lines)) findings.push('order')
  if (file.lines.some(({ student, course }) => student !== file.student || course !== file.course)) findings.push('owner')
  const exercises = []
  for (const claim of file.exercises) exercises.push(await verifiedClaim(claim, file, engineOf))
  return { findings, exercises }
}

async function verifiedClaim(claim, file, engineOf) {
  let engine
  try {
    engine = await engineOf(claim.id)
  } catch {
    return { claim, findings: ['unknown'], score: 0, passed: false, observed: {}, wrong: [] }
  }
  const { exercise } = engine
  const findings = []
  if (claim.version !== exercise.version) findings.push('version')
  else if (claim.digest !== exercise.digest) findings.push('digest')
  if (engine.variant(file.course, file.student).seed !== claim.seed) findings.push('seed')
  const lines = file.lines.filter((line) => line.exercise === claim.id && line.version === claim.version)
  const at = standing(lines)
  if (claim.gradable && !(sameTexts(at.claim?.answers, claim.answers) && sameTexts(at.claim?.levers, claim.levers))) findings.push('lines')
  const own = claim.gradable ? await judged(engine, file, claim) : { tests: [], score: 0, problems: [], values: null }
  const { tests, score, problems, values } = own
  if (problems.length) findings.push('lever')
  else if (Math.abs(score - claim.score) > 1e-9 || tests.some((test) => claim.tests.find(({ name }) => name === test.id)?.passed !== test.passed)) findings.push('result')
  const observed = Object.fromEntries(values === null ? [] : exercise.predictions.map((one) => [one.id, engine.formula(one.truth, values)]))
  return {
    claim, findings, score, passed: claim.gradable && problems.length === 0 && isPassed(tests), observed, wrong: await wrongIn(engine, file, lines),
  }
}

/** The reasonings behind the wrong answers of all checks, each once. */
async function wrongIn(engine, file, lines) {
  const found = new Map()
  for (const { levers, answers } of lines.filter(({ action }) => action === 'check')) {
    const { tests } = await judged(engine, file, { levers, answers })
    for (const { id, wrong, saidValues } of tests) if (wrong !== null) found.set(`${id} ${wrong}`, { question: id, wrong, saidValues })
  }
  return [...found.values()]
}

function sameTexts(ones, others) {
  if (!ones || !others) return false
  const plain = (texts) => JSON.stringify(Object.entries(texts).sort(([one], [other]) => one < other ? -1 : 1))
  return plain(ones) === plain(others)
}
