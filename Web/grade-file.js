// The grade file: what a student claims, made of her lines; and whether the claims hold when they are run again.
// Nothing here belongs to a browser or to Node.

import { isPassed } from './exercise-engine.js'
import { follows, isSealed, linesOf, standing } from './exercise-progress.js'

/**
 * The grade file of a student. `engines` are those of the exercises that she began; `lines` all lines, as they were
 * written; `output(engine, test)` says in words what a test told her; `command(engine, claim)` how to run it again.
 */
export async function gradeFile(who, lines, engines, { output, command }) {
  const exercises = []
  for (const engine of engines) exercises.push(await claimOf(engine, who, lines, { output, command }))
  return {
    format: 1, product: engines[0]?.exercise.product ?? '', student: who.student, course: who.course, exercises,
    lines: lines.map((line) => JSON.parse(line)).filter(({ student, course }) => student === who.student && course === who.course),
  }
}

async function claimOf(engine, who, lines, { output, command }) {
  const { exercise } = engine
  const at = standing(linesOf(lines, who, exercise))
  const claim = { levers: at.claim?.levers ?? {}, answers: at.claim?.answers ?? {} }
  const { tests, score } = at.claim ? await judged(engine, who, claim) : { tests: [], score: 0 }
  return {
    id: exercise.id, version: exercise.version, digest: exercise.digest, seed: engine.variant(who.course, who.student).seed,
    score, gradable: true,
    tests: tests.map((test) => ({ name: test.id, points: test.passed ? test.points : 0, max_points: test.points, passed: test.passed, output: output(engine, test) })),
    ...claim, predictions: at.predictions ?? {}, attempts: at.attempts, hints: at.hints, started: at.started, passed: at.passed,
    command: at.claim ? command(engine, claim) : '',
  }
}

/** What levers and answers, as texts, come to when they are run: `{tests, score, problem, values}`. */
async function judged(engine, { course, student }, { levers, answers }) {
  const read = engine.readWork(levers)
  const given = engine.readAnswers(answers)
  const problem = read.problems.length ? 'lever' : given.problems.length ? 'answer' : null
  if (problem) return { tests: [], score: 0, problem, values: null }
  const outcome = await engine.outcome(engine.variant(course, student), read.work)
  const tests = engine.check(given.answers, outcome)
  return { tests, score: engine.score(tests), problem, values: outcome.values }
}

/** The kind of a finding, as `teacher verify` has it. */
export const findingKinds = {
  seal: 'chain', order: 'chain', counts: 'chain', lines: 'chain', predictions: 'chain', owner: 'student', seed: 'student', shared: 'student',
  version: 'version', digest: 'version', exercise: 'exercise', lever: 'lever', answer: 'answer', result: 'result', unchecked: 'result',
}

/**
 * The exercises of a grade file with what was found when each claim was run again: for each
 * `{claim, findings, score, observed, wrong}`, findings as codes of `findingKinds`; none means that it holds.
 * `observed` is what the runs say to each prediction, `wrong` the reasonings behind wrong answers in all checks,
 * `{question, wrong, saidValues}`. `engineOf(id)` gives an engine or throws. Findings of the whole file stand in
 * `findings`.
 */
export async function verified(file, module, engineOf) {
  const { lines } = file
  const findings = []
  if (!lines.every((line) => isSealed(module, JSON.stringify(line)))) findings.push('seal')
  if (!lines.every((line, index) => index === 0 || follows(line, lines[index - 1]))) findings.push('order')
  if (lines.some(({ student, course }) => student !== file.student || course !== file.course)) findings.push('owner')
  const exercises = []
  for (const claim of file.exercises) exercises.push({ claim, score: 0, observed: {}, wrong: [], ...await verifiedClaim(claim, file, engineOf) })
  return { findings, exercises }
}

/** The first of other files that has a line of this one, or null: a step belongs to one file. */
export function sharingFile(file, others) {
  const own = new Set(file.lines.map(({ hash }) => hash))
  return others.find((other) => other.lines.some(({ hash }) => own.has(hash))) ?? null
}

async function verifiedClaim(claim, file, engineOf) {
  const engine = await engineOf(claim.id).catch(() => null)
  if (!engine) return { findings: ['exercise'] }
  const { exercise } = engine
  if (claim.version !== exercise.version) return { findings: ['version'] }
  if (claim.digest !== exercise.digest) return { findings: ['digest'] }
  const lines = file.lines.filter((line) => line.exercise === claim.id && line.version === claim.version)
  const findings = recordFindings(claim, lines)
  if (engine.variant(file.course, file.student).seed !== claim.seed) findings.push('seed')
  if (claim.attempts === 0 || !claim.gradable) return { findings: claim.score > 0 || claim.passed ? [...findings, 'unchecked'] : findings }
  const { tests, score, problem, values } = await judged(engine, file, claim)
  if (problem) return { findings: [...findings, problem] }
  if (!isSame(claim, tests, score)) findings.push('result')
  return {
    findings, score, observed: Object.fromEntries(exercise.predictions.map((one) => [one.id, engine.formula(one.truth, values)])),
    wrong: await wrongIn(engine, file, lines),
  }
}

/** Whether lines tell of what is claimed. */
function recordFindings(claim, lines) {
  const findings = []
  const checks = lines.filter(({ action }) => action === 'check')
  if (checks.length !== claim.attempts || lines.filter(({ action }) => action === 'hint').length !== claim.hints) findings.push('counts')
  if (claim.attempts > 0 && !checks.some((line) => sameTexts(line.levers, claim.levers) && sameTexts(line.answers, claim.answers))) findings.push('lines')
  const locked = lines.find(({ action }) => action === 'predict')
  if (locked && !sameTexts(locked.predictions, claim.predictions)) findings.push('predictions')
  return findings
}

function isSame(claim, tests, score) {
  return Math.abs(score - claim.score) <= 1e-9 && Boolean(claim.passed) === isPassed(tests) && tests.every((test) => {
    const one = claim.tests.find(({ name }) => name === test.id)
    return one && one.passed === test.passed && one.points === (test.passed ? test.points : 0) && one.max_points === test.points
  })
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
  const plain = (texts) => JSON.stringify(Object.entries(texts ?? {}).sort(([one], [other]) => one < other ? -1 : 1))
  return plain(ones) === plain(others)
}
