// The runs of an exercise: one design of a compiled plan with knobs at choices, all replications. Nothing here
// belongs to a browser or to Node.

import { bytesOf, withPatch } from './kernel-comparison.js'

/** Plans of an exercise by number, as `GET /api/v1/exercises/ID/plans/K` gives them, each of so many outcomes. */
export class ExercisePlans {
  constructor(module, outcomes) {
    this.module = module
    this.outcomes = outcomes
    this.plans = new Map()
  }

  /** Keeps a plan under a number. */
  keep(number, plan) {
    this.plans.set(number, { ...plan, base: bytesOf(plan.plan) })
  }

  /**
   * The values of all outcomes by replication, null when `pause()`, for which it waits between slices of some
   * milliseconds, gave true. `onProgress(replications)` hears how many are done.
   */
  async run({ plan, choices, seed, replications }, onProgress, pause) {
    const { module } = this
    const { base, groups, study: numbers } = this.plans.get(plan)
    const bytes = base.slice()
    for (const { knobs, counts, patches } of groups) {
      withPatch(bytes, base, patches[knobs.reduce((place, knob, i) => place * counts[i] + choices[knob], 0)])
    }
    const ready = module.plan(module.seal(bytes))
    const study = module.study(numbers, 1, this.outcomes)
    try {
      let slice = performance.now()
      for (let r = 0; r < replications; r++) {
        study.begin(0, ready, BigInt(seed), BigInt(r))
        while (!study.advance(5_000)) {
          if (performance.now() - slice < 12) continue
          if (await pause()) return null
          slice = performance.now()
        }
        onProgress?.(r + 1)
      }
      if (await pause()) return null
      return study.values(0, replications)
    } finally {
      study.close()
      ready.close()
    }
  }
}
