// Guided looks: a question, what the learner expects, and what the run says. No result is written here.

/** An outcome of a comparison in the results; null when the study has none. */
function outcomeOf(results, design, name, scope = 'all') {
  const comparison = results.comparisons?.find((found) => found.design === design)
  return comparison?.outcomes.find((outcome) => outcome.name === name && outcome.scope === scope) ?? null
}

/** Who can hold a file, in the order of the glossary. */
const holderNames = ['applicant', 'intermediary', 'queue', 'review', 'notice', 'correction']

/**
 * The looks, in order. `given(results)` are values that the question may name; `truth(results)` is what the run says:
 * a choice or a number with its interval; `values(results)` fill the words of the explanation; `table(results)` are
 * rows `{name, outcome}`.
 */
export const guidedLooks = [
  {
    id: 'where', scenario: 'e-town-commitment', design: 'package', kind: 'choice',
    choices: () => holderNames,
    given: () => ({}),
    truth(results) {
      const found = holderNames.map((name) => ({ name, outcome: outcomeOf(results, 'package', 'elapsed', `holder:${name}`) }))
        .filter(({ outcome }) => outcome)
      found.sort((one, other) => one.outcome.difference - other.outcome.difference)
      return { choice: found[0]?.name ?? null, outcome: found[0]?.outcome ?? null }
    },
    values(results) {
      const queue = outcomeOf(results, 'package', 'elapsed', 'holder:queue')
      const whole = outcomeOf(results, 'package', 'need-to-operate-idle')
      return { queue: queue?.difference ?? 0, queueBefore: queue?.baseline ?? 0, whole: whole?.difference ?? 0 }
    },
    table: (results) => holderNames.map((name) => ({
      word: `holder-${name}`, outcome: outcomeOf(results, 'package', 'elapsed', `holder:${name}`),
    })),
  },
  {
    id: 'felt', scenario: 'e-town-commitment', design: 'parallel', kind: 'number',
    given(results) {
      const official = outcomeOf(results, 'parallel', 'official-time')
      return { before: official?.baseline ?? 0, after: official?.design ?? 0 }
    },
    truth(results) {
      const outcome = outcomeOf(results, 'parallel', 'need-to-operate-idle')
      return { number: -outcome.difference, low: -outcome.high, high: -outcome.low, outcome }
    },
    values(results) {
      const official = outcomeOf(results, 'parallel', 'official-time')
      return { official: official?.difference ?? 0 }
    },
    table: (results) => [
      { word: 'outcome-official', outcome: outcomeOf(results, 'parallel', 'official-time') },
      { word: 'outcome-idle', outcome: outcomeOf(results, 'parallel', 'need-to-operate-idle') },
    ],
  },
  {
    id: 'risk', scenario: 'e-town-commitment', design: 'package', kind: 'choice',
    choices: () => ['lower', 'same', 'higher', 'cannot-tell'],
    given(results) {
      const idle = outcomeOf(results, 'package', 'need-to-operate-idle')
      return { saved: -(idle?.difference ?? 0) }
    },
    truth(results) {
      const outcome = outcomeOf(results, 'package', 'exposure-days-per-1000')
      const choice = { better: 'lower', worse: 'higher', same: 'same', 'cannot tell': 'cannot-tell' }[outcome?.verdict] ?? null
      return { choice, outcome }
    },
    values(results) {
      const outcome = outcomeOf(results, 'package', 'exposure-days-per-1000')
      return { low: outcome?.low ?? 0, high: outcome?.high ?? 0 }
    },
    table: (results) => [
      { word: 'outcome-exposure', outcome: outcomeOf(results, 'package', 'exposure-days-per-1000') },
      { word: 'outcome-idle', outcome: outcomeOf(results, 'package', 'need-to-operate-idle') },
    ],
  },
]
