// The browser's engine in Node: judges work on an exercise that a running lab serves.
//
// node engine.mjs ADDRESS WASM ID '{"student", "course", "levers", "answers"}'; levers and answers as texts by name.
// Prints what it judges; `right` are answers that are right for this work, `wrong` those of each misconception, and
// `tries` what becomes of the right ones and of the wrong ones, place by place.
import { readFileSync } from 'node:fs'
import { ExerciseEngine, isPassed } from '../../Web/exercise-engine.js'
import { ExercisePlans } from '../../Web/exercise-runs.js'
import { load } from '../../Web/reformlab.mjs'

const [, , address, wasm, id, how] = process.argv
const { student = '', course = '', levers = {}, answers = {} } = JSON.parse(how)
const get = async (path) => {
  const response = await fetch(`${address}api/v1/exercises/${id}${path}`)
  if (!response.ok) throw new Error(await response.text())
  return response.json()
}
const exercise = await get('')
const module = await load(readFileSync(wasm))
const plans = new ExercisePlans(module, exercise.outcomes.length)
const kept = new Set()
const engine = new ExerciseEngine(exercise, module, async (settings) => {
  if (!kept.has(settings.plan)) plans.keep(settings.plan, await get(`/plans/${settings.plan}`))
  kept.add(settings.plan)
  return plans.run(settings, null, async () => false)
})

const variant = engine.variant(course, student)
const { work, problems } = engine.readWork(levers)
const begun = performance.now()
const outcome = await engine.outcome(variant, work)
const seconds = (performance.now() - begun) / 1000
const read = engine.readAnswers(answers)
const value = (program) => engine.formula(program, outcome.values)
const plain = (number) => number.toFixed(12)

const right = {}
const wrong = {}
for (const question of exercise.questions) {
  if (question.kind === 'number') {
    right[question.id] = value(question.truth).toFixed(6)
    wrong[question.id] = question.misconceptions.map((one) => ({ name: one.id, text: plain(value(one.value)) }))
  } else if (question.kind === 'choice') {
    const place = Math.round(value(question.truth)) - 1
    right[question.id] = question.options[place]?.id
    wrong[question.id] = question.misconceptions.filter(({ option }) => option !== place)
      .map(({ option }) => ({ name: question.options[option].id, text: question.options[option].id }))
  } else if (question.kind === 'interval') {
    const [truth, half] = [value(question.truth), value(question.half)]
    right[question.id] = `${plain(truth - half)}..${plain(truth + half)}`
  }
}
const said = (template, values) => template && { zh: engine.text(template, 'zh', values), en: engine.text(template, 'en', values) }
const judged = (given) => {
  const tests = engine.check(engine.readAnswers(given).answers, outcome)
  return {
    answers: given, score: engine.score(tests), passed: isPassed(tests),
    questions: tests.map(({ id: name, points, passed, result, wrong: misconception, says, saidValues }) =>
      ({ id: name, points, passed, result, misconception, says: said(says, saidValues) })),
  }
}
const most = Math.max(0, ...Object.values(wrong).map((ways) => ways.length))
const wrongOnes = Array.from({ length: most }, (_, place) =>
  Object.fromEntries(Object.entries(wrong).filter(([, ways]) => ways[place]).map(([name, ways]) => [name, ways[place].text])))
console.log(JSON.stringify({
  seed: variant.seed, parameters: variant.parameters, digest: exercise.digest, version: exercise.version, seconds,
  levers: engine.texts(work), problems: [...problems, ...read.problems], right, wrong, ...judged(answers), tries: [right, ...wrongOnes].map(judged),
  rows: outcome.table.map((row, index) => Object.fromEntries(Object.entries(row).map(([name, ends]) =>
    [name, ends.map((end) => Number.isFinite(end) ? end * exercise.table[index].factor : null)]))),
  asks: exercise.predictions.map(({ id: name, options }) => ({ id: name, options: options.map((option) => option.id) })),
}))
