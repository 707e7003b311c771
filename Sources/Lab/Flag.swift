internal import ApprovalModel

/// A flag of the command line: the one definition behind parsing, help and the reference page.
enum Flag: String, Hashable, Sendable, CaseIterable {
  case brief, json, csv, seed, replications, replication, precision, threads, inputs, points
  case input, from, to, threshold, level, most
  case atLeast = "at-least"
  case journal, resume, shard
  case reforms, set, port, folder, exercises
  case format, sensitivity
  case oneFile = "one-file"
  case answer, student, course, teacher, variants
  case applicant, outcome, worthwhile, independent, baseline, `switch`, strict, map, dot, output,
    lang, quiet
  case noColor = "no-color"
  case markdown, help, version

  /// What may stand behind a flag.
  enum Value: Hashable, Sendable {
    /// Nothing.
    case none
    /// A whole number from `least` to `most`.
    case whole(least: UInt64, most: UInt64)
    /// A power of two from 16 to `most`.
    case powerOfTwo(most: UInt64)
    /// A decimal number above zero.
    case positive
    /// A decimal number, possibly below zero; a share may be written in percent.
    case number
    /// The path of an input.
    case input
    /// A service level.
    case level
    /// `zh` or `en`.
    case language
    /// A name that the scenario declares.
    case name
    /// The name of an outcome, with its scope behind `@`.
    case outcome
    /// A path.
    case path
    /// The path of a folder.
    case folder
    /// One of several shares: `2/8`.
    case shard
    /// A class and a number: `firm:12`.
    case applicant
    /// Names with commas between, possibly none.
    case names
    /// An input and its value: `offices.permits.staff=6`.
    case setting
    /// The form of a report.
    case format
    /// A question and its answer: `wait=21`.
    case answer
    /// Any words.
    case words
  }

  /// The most replications that can be asked for.
  static let mostReplications: UInt64 = 100_000

  /// The flag as it is typed.
  var spelling: String { "--\(rawValue)" }

  /// The short form, where there is one.
  var short: String? {
    switch self {
    case .help: "-h"
    case .output: "-o"
    case .quiet: "-q"
    default: nil
    }
  }

  /// What stands behind it.
  var value: Value {
    switch self {
    case .teacher, .sensitivity, .oneFile, .brief, .json, .csv, .independent, .resume, .strict,
      .dot, .quiet,
      .noColor,
      .markdown,
      .help,
      .version:
      .none
    case .seed: .whole(least: 0, most: .max)
    case .replications: .whole(least: 1, most: Self.mostReplications)
    case .replication: .whole(least: 0, most: 99_999)
    case .threads: .whole(least: 1, most: 1_024)
    case .inputs: .whole(least: 1, most: 20)
    case .points: .powerOfTwo(most: 65_536)
    case .precision, .worthwhile, .atLeast: .positive
    case .from, .to, .threshold: .number
    case .input: .input
    case .most: .whole(least: 1, most: 100_000)
    case .level: .level
    case .outcome: .outcome
    case .baseline, .switch: .name
    case .output, .map, .journal: .path
    case .shard: .shard
    case .lang: .language
    case .applicant: .applicant
    case .reforms, .exercises: .names
    case .set: .setting
    case .port: .whole(least: 0, most: 65_535)
    case .folder: .folder
    case .format: .format
    case .answer: .answer
    case .student, .course: .words
    case .variants: .whole(least: 1, most: 10_000)
    }
  }

  /// How help writes the value.
  var placeholder: String? {
    switch value {
    case .none: nil
    case .whole, .powerOfTwo: "N"
    case .positive, .number: "X"
    case .input: "PATH"
    case .level: "LEVEL"
    case .language: "zh|en"
    case .name: "NAME"
    case .outcome: "NAME[@SCOPE]"
    case .path: "FILE"
    case .folder: "DIR"
    case .shard: "I/N"
    case .applicant: "CLASS:N"
    case .names: "A,B,…"
    case .setting: "PATH=TEXT"
    case .format: ReportFormat.allCases.map(\.rawValue).joined(separator: "|")
    case .answer: "QUESTION=VALUE"
    case .words: "TEXT"
    }
  }

  /// The flag with its value as help shows it.
  var usage: String {
    let names = [short, spelling].compactMap { $0 }.joined(separator: ", ")
    return placeholder.map { "\(names) \($0)" } ?? names
  }

  /// The flag as the help of a command shows it.
  func usage(of command: Command) -> String {
    switch (self, command) {
    case (.format, .progress): "\(spelling) gradescope"
    case (.set, .exercise): "\(spelling) LEVER=VALUE"
    default: usage
    }
  }

  /// Whether it may stand more than once.
  var isRepeatable: Bool { [.switch, .outcome, .level, .set, .answer].contains(self) }

  /// The flags that cannot stand beside it.
  var excludes: [Flag] {
    switch self {
    case .brief: [.json, .csv, .shard]
    case .json: [.csv, .brief, .dot, .shard]
    case .dot: [.json]
    case .csv: [.json, .brief, .shard]
    case .output: [.shard]
    case .replications: [.precision, .replication]
    case .replication: [.replications]
    case .precision: [.replications, .shard]
    // A share has no results.
    case .shard: [.precision, .json, .csv, .brief, .output]
    default: []
    }
  }

  /// The flag that must stand beside it.
  var needs: Flag? { self == .shard ? .journal : nil }

  /// What it does.
  var summary: LocalizedText {
    switch self {
    case .brief:
      LocalizedText(
        zh: "只给出答案和方法，不逐项列出", en: "the answer and how it was found, without the details")
    case .json:
      LocalizedText(zh: "以 JSON（格式 1）输出结果", en: "print the results as JSON, format 1")
    case .csv:
      LocalizedText(
        zh: "以 CSV 输出结果，每项结果一行", en: "print the results as CSV, one row for each outcome")
    case .seed:
      LocalizedText(zh: "随机种子（默认用情景文件中的）", en: "the seed of all draws (default: the scenario's)")
    case .replications:
      LocalizedText(
        zh: "重复运行次数（默认用情景文件中的）", en: "how many replications to run (default: the scenario's)")
    case .replication:
      LocalizedText(
        zh: "第几次运行，从 0 数起（默认 0）", en: "which replication, counted from 0 (default: 0)")
    case .applicant:
      LocalizedText(
        zh: "哪一个申请人：类别和编号（默认是耗时增加最多的人）",
        en: "which applicant: class and number (default: the one who loses most time)")
    case .precision:
      LocalizedText(
        zh: "一直运行到主要结果的运行噪声半宽不超过 X（按该结果的单位）",
        en:
          "replicate until the half-width of run noise of the primary outcome is at most X, in its unit"
      )
    case .inputs:
      LocalizedText(
        zh: "筛选之后逐个分析多少个输入（默认 20，最多 20）",
        en: "how many inputs are looked at one by one after screening (default: 20, at most 20)")
    case .points:
      LocalizedText(
        zh: "取多少个输入组合的点，16 起的 2 的幂（默认 256）",
        en: "how many points, each a combination of inputs: a power of two from 16 (default: 256)")
    case .worthwhile:
      LocalizedText(
        zh: "值得在意的最小差别，按该结果的单位（默认用情景文件中的 study.primary.worthwhile）",
        en:
          "the smallest difference that matters, in the outcome's unit (default: study.primary.worthwhile of the scenario)"
      )
    case .independent:
      LocalizedText(
        zh: "各方案用各自的随机数，不配对：用来看配对值多少",
        en: "other random numbers for each design, unpaired: to see what pairing is worth")
    case .journal:
      LocalizedText(
        zh: "把完成的部分保存在这个文件里；已有同一研究的，接着做（默认在状态目录，做完即删）",
        en:
          "keep finished parts in this file, and go on with those of the same study in it (default: a file in the state folder, removed at the end)"
      )
    case .resume:
      LocalizedText(
        zh: "接着做上次停下的研究；没有可接着做的就报错",
        en: "go on with the study that was stopped, which must be there")
    case .shard:
      LocalizedText(
        zh: "只做 N 份中的第 I 份，保存在 --journal 的文件里，再用 merge 合并",
        en: "do only share I of N, kept in the --journal file, to be merged by 'merge'")
    case .threads:
      LocalizedText(
        zh: "线程数（默认每个处理器一个）；结果与线程数无关",
        en: "how many threads (default: one for each processor); results do not depend on it")
    case .switch:
      LocalizedText(
        zh: "先对每个方案应用一个情景开关；可重复", en: "apply a switch to every design first; may be repeated")
    case .port:
      LocalizedText(
        zh: "端口；0 表示任取一个空闲的（默认 0）", en: "the port; 0 for any that is free (default: 0)")
    case .format:
      LocalizedText(
        zh: "报告的格式（默认按 --output 的扩展名；没有 --output 就是 html）",
        en: "the form of the report (default: by the ending of --output; html without --output)")
    case .sensitivity:
      LocalizedText(
        zh: "还分析不确定来自哪些输入（要多花几分钟）",
        en: "also find which inputs the uncertainty comes from (takes minutes more)")
    case .oneFile:
      LocalizedText(
        zh: "写成一个网页文件，不用网站，双击就能打开",
        en: "write one page that needs no web host and opens from a disk")
    case .exercises:
      LocalizedText(
        zh: "网站带哪些练习：编号之间用逗号，all 是全部，none 是没有（默认：没有写明情景时全部，否则没有）",
        en:
          "the exercises of the site: ids with commas between, 'all' or 'none' (default: all without FILE, else none)"
      )
    case .folder:
      LocalizedText(
        zh: "网页里另存的情景放在哪个文件夹（默认当前目录）",
        en: "the folder for scenarios saved in the browser (default: the working folder)")
    case .reforms:
      LocalizedText(
        zh: "用情景文件里的这些改革组成一个方案，名为 what-if",
        en: "put these reforms of the scenario together into one design, named what-if")
    case .set:
      LocalizedText(
        zh: "把一个输入的声明值换成别的值，写法同情景文件；可重复（路径见 explain --json 的 inputs）",
        en:
          "put another value in the place of an input's declared one, written as in a scenario file; may be repeated (paths stand in 'inputs' of 'explain --json')"
      )
    case .input:
      LocalizedText(
        zh: "变化哪个输入（路径见 explain --json 的 inputs）；不写就逐个变化所有有范围的输入",
        en:
          "the input to vary, by its path as in 'inputs' of 'explain --json'; without it each that has a range"
      )
    case .from:
      LocalizedText(
        zh: "输入的最小值，单位同文件（默认为其 range 的下限）",
        en: "the input's least value, in the unit of the file (default: the low end of its range)")
    case .to:
      LocalizedText(
        zh: "输入的最大值，单位同文件（默认为其 range 的上限）",
        en:
          "the input's greatest value, in the unit of the file (default: the high end of its range)"
      )
    case .threshold:
      LocalizedText(
        zh: "差别（方案减基准）等于多少，按结果的单位；比例可写 5%（默认 0）",
        en:
          "the difference to look for, design less baseline, in the outcome's unit; shares such as 5% (default: 0)"
      )
    case .atLeast:
      LocalizedText(
        zh: "至少改善多少才算成立，按结果的单位；比例可写 5%（默认为值得的差别，其次是能察觉的差别）",
        en:
          "the least gain that counts, in the outcome's unit; shares such as 5% (default: what is worthwhile, else what is noticed)"
      )
    case .level:
      LocalizedText(
        zh: "一项服务水平，NAME[@SCOPE]<=X 或 >=X；可重复，写了就代替文件里的 service",
        en:
          "a service level, NAME[@SCOPE]<=X or >=X; may be repeated, in place of the file's 'service'"
      )
    case .most:
      LocalizedText(
        zh: "每个部门最多多少人（默认现有或负荷所需的两倍，至少多十人）",
        en:
          "the most people in any office (default: twice those there or needed, ten more at least)")
    case .outcome:
      LocalizedText(
        zh: "问哪一项结果，名称和范围同 compare --csv；一次一项",
        en: "the outcome asked about, by name and scope as in 'compare --csv'; one at a time")
    case .baseline:
      LocalizedText(
        zh: "与哪个方案比较（默认用情景文件中的基准方案）",
        en: "the design that others are compared with (default: the scenario's baseline)")
    case .strict:
      LocalizedText(zh: "有警告也算不通过（退出码 4）", en: "warnings do not pass either (exit code 4)")
    case .map:
      LocalizedText(
        zh: "同时把流程图画成 SVG 写入文件，须装有 Graphviz（dot）",
        en: "draw the process map into an SVG file as well; Graphviz (dot) must be installed")
    case .dot:
      LocalizedText(
        zh: "只输出流程图的 Graphviz 文本，不须装有 Graphviz",
        en: "print the process map alone, as text for Graphviz, which need not be installed")
    case .output:
      LocalizedText(
        zh: "把结果写入文件：要么完整，要么不写", en: "write the results to a file, completely or not at all")
    case .lang:
      LocalizedText(zh: "输出语言（默认取自环境）", en: "the language (default: from the environment)")
    case .quiet: LocalizedText(zh: "不显示进度和提示", en: "no progress, no remarks")
    case .noColor: LocalizedText(zh: "不用颜色", en: "no colors")
    case .answer:
      LocalizedText(
        zh: "回答一个问题，或作一项预测（predict）；可重复",
        en: "answer a question, or make a prediction (predict); may be repeated")
    case .student:
      LocalizedText(
        zh: "学生的名字，决定题目的数字（默认为 start 时写的，或 $REFORMLAB_STUDENT）",
        en:
          "the student's name, which decides the numbers (default: as at 'start', or $REFORMLAB_STUDENT)"
      )
    case .course:
      LocalizedText(
        zh: "课程，由教师给出；不同课程的数字不同（默认为 start 时写的）",
        en:
          "the course as the teacher names it; other courses have other numbers (default: as at 'start')"
      )
    case .teacher:
      LocalizedText(zh: "solution：未通过也显示答案", en: "solution: show it before passing, too")
    case .variants:
      LocalizedText(
        zh: "dev check：每个练习试多少个学生的数字（默认 10）",
        en: "dev check: how many students' numbers to try (default: 10)")
    case .markdown:
      LocalizedText(
        zh: "输出命令参考页（Markdown）", en: "print the reference page of all commands (Markdown)")
    case .help: LocalizedText(zh: "显示帮助", en: "show help")
    case .version: LocalizedText(zh: "显示版本", en: "show the version")
    }
  }

  /// What it does for a command, where that is not what it does for others.
  func summary(of command: Command) -> LocalizedText {
    switch (self, command) {
    case (.format, .progress):
      LocalizedText(
        zh: "export：用 Gradescope 的格式，代替成绩文件",
        en: "export: in the form that Gradescope reads, in place of a grade file")
    case (.set, .exercise):
      LocalizedText(
        zh: "把一个 lever 放到一个值；reforms 用 + 连接；可重复（没有写的留在上次的位置）",
        en:
          "put a lever to a value, reforms joined by +; may be repeated (others stay where they were)"
      )
    case (.outcome, .attribute):
      LocalizedText(
        zh: "问哪一项结果，名称和范围同 compare --csv；可重复",
        en: "the outcome asked about, by name and scope as in 'compare --csv'; may be repeated")
    case (.replications, .best):
      LocalizedText(
        zh: "每个方案至多运行多少次，至少 20 次：先各运行 20 次（默认至多 2000）",
        en:
          "the most replications of a design, 20 or more: the first stage takes 20 (default: 2000)")
    case (.replications, .sensitivity):
      LocalizedText(
        zh: "范围两端各重复运行多少次（默认 10）",
        en: "how many replications at the ends of each range (default: 10)")
    case (.replications, .explore):
      LocalizedText(
        zh: "每个点重复运行多少次（默认加倍到噪声只决定少数点为止）",
        en: "how many replications of each point (default: doubled until noise decides few points)")
    case (.replications, .applicants):
      LocalizedText(
        zh: "运行前多少次（默认只运行第 0 次）",
        en: "how many replications, from number 0 on (default: 0 alone)")
    default: summary
    }
  }
}
