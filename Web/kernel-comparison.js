// A comparison of compiled plans with some inputs at other values, replication by replication. Nothing here
// belongs to a browser or to Node.

/** The bytes of a base64 text. */
export function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}

/**
 * Writes a patch, `[offset, word]` in whole words, into the bytes of a plan.
 *
 * A patch tells the whole word, but only those of its bytes count that differ from the plan as it came: the
 * others may belong to another patch.
 */
export function withPatch(bytes, base, patch) {
  for (const [offset, word] of patch) {
    let rest = BigInt(`0x${word}`)
    for (let at = 8 * offset; at < 8 * offset + 8 && at < bytes.length; at++) {
      const byte = Number(rest & 0xffn)
      if (byte !== base[at]) bytes[at] = byte
      rest >>= 8n
    }
  }
}

/** The plan bytes of a design with sliders at choices (`{path: index}`); the checksum is as it was. */
export function patched(plans, base, design, choices) {
  const bytes = base.slice()
  for (const slider of plans.sliders) {
    const choice = slider.choices[choices[slider.path]]
    if (choice) withPatch(bytes, base, choice.patches[design])
  }
  return bytes
}

/** The plans of a comparison, ready to be run with the WebAssembly module. */
export class Comparison {
  constructor(module, plans) {
    this.module = module
    this.plans = plans
    this.bytes = plans.plans.map(bytesOf)
  }

  /**
   * Runs replications of all designs and gives what is known after 1, 2, 4, … and after all of them to
   * `onResult`. Between slices of some milliseconds it waits for `pause()`, and stops when that gives true.
   */
  async run({ choices, replications: [from, to] }, onResult, pause) {
    const { module, plans } = this
    const outcomes = plans.outcomes.length
    const ready = this.bytes.map((base, d) => module.plan(module.seal(patched(plans, base, d, choices))))
    const study = module.study(plans.study, ready.length, outcomes)
    try {
      let shown = 1
      for (let r = from; r < to; r++) {
        for (const [d, plan] of ready.entries()) {
          study.begin(d, plan, BigInt(plans.seed), BigInt(r))
          let slice = performance.now()
          while (!study.advance(5_000)) {
            if (performance.now() - slice < 12) continue
            if (await pause()) return
            slice = performance.now()
          }
        }
        const done = r - from + 1
        if (done !== shown && r !== to - 1) continue
        shown *= 2
        onResult(named(plans, study.summary(), done))
        if (await pause()) return
      }
    } finally {
      study.close()
      for (const plan of ready) plan.close()
    }
  }
}

/** A summary with the names of designs and outcomes in place of their numbers. */
function named(plans, { designs, differences }, replications) {
  return {
    replications,
    designs,
    differences: differences.map(({ design, outcome, ...rest }) => ({
      design: plans.designs[design], outcome: plans.outcomes[outcome].name,
      scope: plans.outcomes[outcome].scope, unit: plans.outcomes[outcome].unit, ...rest,
    })),
  }
}
