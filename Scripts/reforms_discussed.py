"""What docs/reforms.md and docs/reforms.zh.md say of the systems with the largest and the smallest effects.

A name in braces is an outcome of the comparison in which the system changes idle time most: its difference
and interval; `before-NAME` its value in the baseline; `gain`, `lose`, `placebo-gain` and `placebo-lose` are shares of applicants.
"""

LARGEST = {
    "S16": {
        "en": """One meeting takes the place of approvals that otherwise wait for each other, and letters open design, tender and
            the site before the formalities are done: idle time changes by {need-to-operate-idle} working days. It is a change of order, not of
            work: steps per case change by {steps} and trips by {trips}, and official time, which is what offices would publish, by {official-time} days only. What
            is risked is work on a site whose permit may still be refused (milestones redone: {redone-per-1000} for a thousand projects) and exposure
            ({exposure-days-per-1000} days); under the assumptions neither is certain to rise. The route is for public projects, a pilot, and the order
            before it is the scenario's assumption: where those approvals run side by side already, little of this is left.""",
        "zh": """一次会议代替了彼此等待的几道审批，几封函让设计、招标和开工先行，手续随后补齐：扣除施工的全程变化 {need-to-operate-idle} 个工作日。变的是先后，不是工作量：
            每件环节变化 {steps}，跑动变化 {trips}；部门会公布的办理时间只变化 {official-time} 天。承担的风险是在许可仍可能被否决的工地上先行施工（每千个项目返工重建的节点：{redone-per-1000}）
            和风险暴露（{exposure-days-per-1000} 天）；按所列假设，两者是否上升都不确定。这条路径用于公共服务类项目，是试点；改革前的先后是情景的假设：那些审批若本来就并行，省下的所剩无几。""",
    },
    "S66": {
        "en": """The scenario is of enforcement: its cases are clues to illegal buildings, and the time measured ({need-to-operate-idle} working days) is the time
            until a case is closed. Terms for passing on, orders and demolition empty desks; the people, their visits and the hours they
            take stay as they are. Nobody's permit comes sooner, and for the owner of the building the shorter term is no gain. That it stands in second place says
            that waiting is most of what there was, not that it is among the best reforms.""",
        "zh": """这是执法情景：案件是违法建设的线索，量的时间（{need-to-operate-idle} 个工作日）是到结案为止。移送、责令和拆除有了期限，案头就空了；人、上门的次数和所用的工时都没有变。
            没有谁的许可因此来得更早，对建筑的主人来说期限缩短也不是得益。它排在第二，说明原来的时间多半是等待，不说明它是最好的改革之一。""",
    },
    "S15": {
        "en": """For the low class of risk the route drops approvals and reviews, puts several matters on one form and inspects once. Idle time changes by
            {need-to-operate-idle} working days over all applicants, steps by {steps} and trips by {trips} a case: the most visible relief in the catalogue, and the one for which
            announced figures exist (see the validation page). Its price stands beside it: {inspections-per-1000} inspections for a thousand projects are
            new work, {defects-found-late-per-1000} defects are found only then, and whether exposure rises ({exposure-days-per-1000} days) the model cannot tell. {gain} gain; of
            those who do not, most are outside the low class and stay where they were.""",
        "zh": """对低风险的一类，这条路径取消若干审批和审查，几个事项合用一张表，只检查一次。按全部申请人计，扣除施工的全程变化 {need-to-operate-idle} 个工作日，每件环节变化 {steps}，跑动变化 {trips}：
            在目录里减负最明显，也有公布的数字可比（见验证一页）。代价同列：每千个项目新增核查 {inspections-per-1000} 次，缺陷到那时才发现的有 {defects-found-late-per-1000} 个；暴露是否上升
            （{exposure-days-per-1000} 天），模型分不清。受益的占 {gain}；没有受益的，多数不在低风险之列，一切照旧。""",
    },
}
SMALLEST = {
    "S20": {
        "en": """The door plate comes with the planning permit: trips change by {trips} and steps by {steps} a case (of {before-steps} steps), and idle time
            by {need-to-operate-idle} working days, which is nothing that the model can tell from zero. {lose} lose as much as they notice against {gain} who gain, fewer than by luck alone ({placebo-lose}):
            the planning office, a bottleneck of this scenario, has one more thing to do. A small kindness, rightly done, and no reason to expect a faster project.""",
        "zh": """门楼牌随规划许可一并取得：每件跑动变化 {trips}，环节变化 {steps}（原有 {before-steps} 个），扣除施工的全程变化 {need-to-operate-idle} 个工作日，模型分不出与零的差别。
            明显受损的占 {lose}，受益的占 {gain}，都少于仅凭运气的比例（{placebo-lose}）：规划部门是这个情景的瓶颈，又多了一件事。这是一件小小的便民事，做得对，但不能指望项目因此更快。""",
    },
    "S02": {
        "en": """A written commitment replaces proofs that other bodies issue: official time changes by {official-time} working days, because the
            returns for a missing proof fall away, and trips by {trips}. Of the time the applicant lives through nothing is left that the model could tell
            ({need-to-operate-idle} days): proofs are fetched while other things are waited for anyway. Each statement is checked later ({inspections-per-1000}
            checks for a thousand projects), and defects found late change by {defects-found-late-per-1000}. {gain} gain and {lose} lose, fewer than by luck alone. In a shorter process, where a proof
            is what one waits for, it may be worth much more.""",
        "zh": """书面承诺代替别的机构开具的证明：缺证明的退件少了，办理时间变化 {official-time} 个工作日，跑动变化 {trips}。申请人亲身经历的时间几乎没有变（{need-to-operate-idle} 天），
            模型分不清：取证明时本来就在等别的事。每份承诺日后要核查（每千个项目 {inspections-per-1000} 次），延迟发现的缺陷变化 {defects-found-late-per-1000}。受益 {gain}，受损 {lose}，都少于仅凭运气的比例。
            在较短的流程里，等的正是一张证明，它可能有用得多。""",
    },
    "S58": {
        "en": """Certified sites are left in peace for ninety days: {steps} steps for a project, the visits that are not made. Time does not change and was not meant
            to ({need-to-operate-idle} days). Certifying is itself a visit, so that inspections change by {inspections-per-1000} for a thousand projects: with the numbers
            assumed here there are more of them, not fewer. The exemption pays where routine visits are many and certificates few.""",
        "zh": """达标的工地九十天内不再打扰：每个项目少 {steps} 个环节，就是没有发生的上门。时间没有变，本来也不为此（{need-to-operate-idle} 天）。评定达标本身也是一次上门，所以每千个项目的核查变化
            {inspections-per-1000} 次：按这里假设的数字，核查不是少了而是多了。日常检查很多、达标很少的地方，免检才划算。""",
    },
}
