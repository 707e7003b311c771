internal import ApprovalModel

/// A command: the one definition behind parsing, help and the reference page.
enum Command: String, Hashable, Sendable, CaseIterable {
  case compare, run, best, attribute, sensitivity
  case breakEven = "break-even"
  case explore, staff, merge, reproduce
  case report
  case check, explain, diff, catalogue, applicants, timeline, log, new
  case exercise, progress, teacher
  case serve, site, help

  /// What stands behind a command's name.
  struct Argument: Hashable, Sendable {
    /// The word in help.
    var word: String
    /// How many of them may stand there.
    var count: ClosedRange<Int>
    /// What it is.
    var summary: LocalizedText

    /// The argument as help shows it.
    var usage: String {
      let word = count.upperBound > 1 ? "\(word)…" : word
      return count.lowerBound == 0 ? "[\(word)]" : word
    }
  }

  /// What it does, in one line.
  var summary: LocalizedText {
    switch self {
    case .compare:
      LocalizedText(
        zh: "比较各方案与基准方案：省多少天、多少钱，谁受益、谁受损，冒什么风险",
        en:
          "compare designs with the baseline: days and money saved, who gains, who loses, what risk"
      )
    case .run:
      LocalizedText(
        zh: "运行方案，给出各项结果，不作比较", en: "run designs and print their outcomes without comparing")
    case .attribute:
      LocalizedText(
        zh: "把方案与基准方案的差别分给各项改革：哪一项带来多少，彼此互补还是替代",
        en:
          "divide a design's difference among its reforms: which brings how much, and how they act together"
      )
    case .best:
      LocalizedText(
        zh: "从许多方案中选出最好的一个，选对的概率不低于 95%，明显落后的方案不再多跑",
        en:
          "choose the best of many designs with a chance of 95 %, without running on those that fall behind"
      )
    case .sensitivity:
      LocalizedText(
        zh: "找出方案与基准方案之差的不确定来自哪些输入、哪一级证据，运行噪声占多少",
        en:
          "find which inputs, and which grade of evidence, the uncertainty of a design's difference comes from"
      )
    case .breakEven:
      LocalizedText(
        zh: "求输入取什么值时，方案与基准方案的差别为零",
        en: "find the values of inputs at which a design's difference becomes zero")
    case .explore:
      LocalizedText(
        zh: "在各种输入组合下试方案：多少种成立，什么时候不成立，选错会损失多少",
        en:
          "try designs over combinations of inputs: how many keep the promise, when it fails, what is lost"
      )
    case .staff:
      LocalizedText(
        zh: "求达到服务水平的最省人员配置，以及再加一人能换来什么",
        en:
          "find the cheapest staffing that keeps service levels, and what one person more would buy"
      )
    case .merge:
      LocalizedText(
        zh: "把分份完成的研究（--shard）合并成结果，与一次做完相同",
        en: "put together a study done in shares (--shard): the results of one run")
    case .reproduce:
      LocalizedText(
        zh: "把一份结果（--json）重做一遍并比较，指出第一处不同",
        en: "do again what a result (--json) is of, and name the first difference")
    case .report:
      LocalizedText(
        zh: "把比较写成可以交出去的报告：网页、Markdown、一页简报（PDF、DOCX）、表格（XLSX、CSV）",
        en:
          "write a comparison as a report to hand over: a page, Markdown, a one-page brief (PDF, DOCX), tables (XLSX, CSV)"
      )
    case .check:
      LocalizedText(
        zh: "检查情景文件及其每个方案，不运行", en: "check scenario files and every design in them, without running"
      )
    case .catalogue:
      LocalizedText(
        zh: "列出、查找改革目录里的举措，或显示其中一项", en: "list or search the catalogue of reforms, or show one")
    case .explain:
      LocalizedText(
        zh: "说明情景文件的内容：谁申请、谁办理、先后顺序、改革改变什么、数字从哪里来",
        en:
          "tell what a scenario says: who applies, who works, in which order, what reforms change, where numbers come from"
      )
    case .diff:
      LocalizedText(
        zh: "列出两个情景文件或两个方案的差别，不看排版",
        en: "list in what two scenarios or two designs differ, whatever their layout")
    case .new:
      LocalizedText(
        zh: "写一个带注释的情景文件，供修改使用", en: "write a commented scenario to begin with")
    case .applicants:
      LocalizedText(
        zh: "输出每个申请人的结果，每人一行（CSV）", en: "print every applicant's results, one row each (CSV)")
    case .timeline:
      LocalizedText(
        zh: "并列显示同一申请人在基准方案和一个方案中的经过",
        en: "show one applicant's passage in the baseline and in a design, side by side")
    case .log:
      LocalizedText(zh: "输出一次运行的事件日志（CSV）", en: "print the event log of one replication (CSV)")
    case .serve:
      LocalizedText(
        zh: "在本机开一个网页实验室，用浏览器做研究", en: "open the lab in the browser, on this machine alone")
    case .site:
      LocalizedText(
        zh: "把网页实验室连同算好的结果写成文件，放到任何网站上，或一个可直接打开的网页",
        en:
          "write the lab with finished results as files for any web host, or as one page that opens from a disk"
      )
    case .exercise:
      LocalizedText(
        zh: "做练习：读题、预测、运行、检查、提示；答案由程序按你自己的数字算出",
        en:
          "work on exercises: read, predict, run, check, hint; what is right is computed from your own numbers"
      )
    case .progress:
      LocalizedText(
        zh: "显示练习的进度，或写成交给教师的成绩文件",
        en: "show how far exercises are done, or write the grade file for a teacher")
    case .teacher:
      LocalizedText(
        zh: "教师用：打包练习、核验成绩文件、成绩表、全班的预测",
        en:
          "for teachers: pack exercises, verify grade files, make a gradebook, see a class's predictions"
      )
    case .help: LocalizedText(zh: "显示帮助", en: "show help, or the help of a command")
    }
  }

  /// More about it.
  var details: LocalizedText {
    switch self {
    case .compare:
      LocalizedText(
        zh: "每个方案都用同样的申请人、同样的运气运行，逐人比较。不写方案就比较全部方案；基准方案总在其中。",
        en:
          "Every design is run with the same applicants and the same luck, and compared applicant by applicant. Without DESIGN all are compared; the baseline always takes part."
      )
    case .run:
      LocalizedText(
        zh: "不写方案就运行全部方案。", en: "Without DESIGN all are run.")
    case .attribute:
      LocalizedText(
        zh:
          "方案在基准之上增加的改革，各种可行组合（遵守 requires）都用同样的申请人运行；一项改革的贡献是它在各种可行次序中平均带来的变化，各项之和恰等于总差别。不写 DESIGN 就用举措最多的方案；不写 --outcome 就用主要结果和各项总览结果。改革超过 10 项时抽取次序。",
        en:
          "Every feasible set of the reforms that the design adds to the baseline (as 'requires' demands) is run with the same applicants; a reform's contribution is what it changes on average over the feasible orders, and they add up to the difference exactly. Without DESIGN it is the one with most reforms; without --outcome the primary outcome and the headline ones. Of more than 10 reforms orders are sampled."
      )
    case .best:
      LocalizedText(
        zh:
          "按一个结果选：--outcome 指定的，不写就是主要结果。值得在意的最小差别用 --worthwhile，不写就用情景文件里 study.primary 的。最好的方案若领先这么多，选中它的概率不低于 95%（运行噪声；输入按声明的值）。不写 DESIGN 就是全部方案；基准方案总在其中。--replications 是每个方案至多运行的次数（默认 2000）；选不出就说选不出，退出码 5。",
        en:
          "By one outcome: that of --outcome, else the primary one. The smallest difference that matters is --worthwhile, else that of study.primary in the scenario. If the best design leads by as much, it is chosen with a chance of at least 95 % (run noise; inputs as declared). Without DESIGN all designs take part; the baseline always does. --replications is the most that a design may have (default: 2000); where the best cannot be told the exit code is 5."
      )
    case .sensitivity:
      LocalizedText(
        zh:
          "只变动带范围的 C、D 级输入。先筛选（莫里斯），再求最有影响的输入各占方差多少（索博尔），最后把它们逐个放到范围的两端。一次分析一项结果，不写 --outcome 就用主要结果；--replications 是范围两端的重复运行次数（默认 10）。",
        en:
          "Only inputs of grade C or D with a range vary. First all are screened (Morris), then those that matter most get their shares of the variance (Sobol), then each is put at the ends of its range. It is about one outcome, without --outcome the primary one; --replications says how often the ends of ranges are run (default: 10)."
      )
    case .breakEven:
      LocalizedText(
        zh:
          "写了 --input 就在 --from 到 --to（默认为其 range）之间变化这一个输入，列出所有临界值及其区间；“范围内没有”也是答案。不写就把每个有范围的 C、D 级输入逐个粗略地试一遍，列出会使差别变号的那些：要有什么情况，结论才不成立。比例和货币按文件的单位，分布按均值，人数等整数输入只取整数。不写 DESIGN 就用举措最多的方案；不写 --outcome 就用主要结果。",
        en:
          "With --input this one input varies between --from and --to (by default over its range), and every break-even value is listed with its interval; none in the range is an answer. Without it each input of grade C or D with a range is tried on a coarse grid, and those that turn the sign are listed: what would have to be true for the design to fail. Values are in the unit of the file, distributions go by their mean, whole inputs such as people by whole steps. Without DESIGN it is the one with most reforms; without --outcome the primary outcome."
      )
    case .explore:
      LocalizedText(
        zh:
          "所有有范围的 C、D 级输入同时变化（Sobol 点；超过 40 个时用拉丁超立方）。一个方案的收益达到 --at-least 就算成立；不成立集中在哪些输入界限内，由 PRIM 找出并用另一半的点检验。不写 --replications 时，每点的运行次数加倍到噪声只决定少数点为止。还给出每个方案的后悔值。",
        en:
          "All inputs of grade C or D with a range vary together, over Sobol points, or a Latin hypercube above 40 inputs. A design succeeds at a point when it gains --at-least; the limits of inputs within which it mostly fails are found by PRIM and checked in the other half of the points. Without --replications those of a point are doubled until noise decides few points. The regret of choosing each design is given, too."
      )
    case .staff:
      LocalizedText(
        zh:
          "服务水平写在文件的 study: service 里，或用 --level 写。运行噪声的单侧 95% 置信界在要求之内才算达到。各种配置用同样的申请人；费用按每小时成本，有部门没有写时按人数。找到的配置再用范围内变化的输入复核一遍；忙碌率超过 90% 的部门、没有水平管着的部门都会指出。按日期安排人数、按会议办理或没有工作的部门保持不变。“在这些人之内达不到”也是答案。不写 DESIGN 就用举措最多的方案。",
        en:
          "Service levels stand in 'service' of the file's 'study', or in --level. A level counts as kept when its one-sided 95% confidence bound of run noise keeps it. All staffings meet the same applicants; costs go by the cost of an hour, or by people where some office has none. The staffing found is tried again with inputs drawn from their ranges; offices busy more than 90% of the time and offices that no level speaks of are named. Offices that are staffed by date, meet in sessions or have no work keep their people. That no staffing within the limit does it is an answer. Without DESIGN it is the one with most reforms."
      )
    case .merge:
      LocalizedText(
        zh: "情景、命令和选项都取自日志；各份的日志都要写，次序不拘。缺哪些份会逐一说明。",
        en:
          "Scenario, command and flags come from the journals, all of which must be named, in any order. Shares that are missing are listed."
      )
    case .reproduce:
      LocalizedText(
        zh:
          "命令和选项取自结果的 manifest。依次比较版本、情景、编译出的计划、各个值；相同退出 0，不同退出 4。不写 FILE 就按摘要在结果旁边、当前目录和随附的情景里找。不使用任何日志。",
        en:
          "Command and flags come from the result's manifest. Compared are, in this order, version, scenario, compiled plan and every value; the exit code is 0 when all are the same, else 4. Without FILE the scenario is found by its digest beside the result, in the working folder or among those shipped. No journal is used."
      )
    case .report:
      LocalizedText(
        zh:
          "运行比较；改革在两项以上时，把改革最多的方案的差别分给各项改革。--sensitivity 还分析不确定来自哪些输入，要多花几分钟。pdf 和 docx 是一页 A4 的简报，要装有 Chromium 或 pandoc；html 不联网也能看，可以打印。装有 vl-convert（make web）时报告里有图，否则只有表。不写 DESIGN 就是全部方案。",
        en:
          "Runs the comparison and, where the design with most reforms has two or more, divides its difference among them. --sensitivity also finds which inputs the uncertainty comes from, which takes minutes more. pdf and docx are a brief of one A4 page and need Chromium or pandoc; html can be read offline and printed. With vl-convert (make web) reports have charts, otherwise tables alone. Without DESIGN all are compared."
      )
    case .check:
      LocalizedText(
        zh: "逐条列出问题：位置、原文、怎么改。没有错误时列出文件的内容和证据等级。",
        en:
          "Lists each finding with its place, the line and what to do. Without errors it says what the file holds and how well its inputs are known."
      )
    case .catalogue:
      LocalizedText(
        zh: "不写 WORD 就列出全部条目；条目的名称或编号（如 S10）显示该条；其他词在名称和说明（中英文）里查找。情景文件用 use 取用条目。",
        en:
          "Without WORD it lists all entries. The name or number of an entry, such as S10, shows it; other words are searched for in names and descriptions in both languages. Scenarios take an entry by 'use'."
      )
    case .explain:
      LocalizedText(
        zh:
          "不运行。各部门的预计负荷由声明的数字直接算出。写了方案，就在流程图和负荷中把它与基准方案并列：新增、取消、改动的都有文字和符号标出。",
        en:
          "Nothing is run; the expected load of each office is worked out from the declared numbers. With DESIGN the process map and the loads show it beside the baseline: what is added, removed or changed is marked by a word and a sign."
      )
    case .diff:
      LocalizedText(
        zh:
          "diff A.yaml B.yaml 比较两个情景文件，diff FILE DESIGN 比较方案与基准方案，diff FILE DESIGN DESIGN 比较两个方案。带点号或斜杠的词（以及 -）是文件，其他是方案名。注释、排版和键的先后不算差别；输入的值、等级、来源、范围和说明都算。有没有差别，退出码都是 0。",
        en:
          "diff A.yaml B.yaml compares two scenarios, diff FILE DESIGN a design with the baseline, diff FILE DESIGN DESIGN two designs. A word with a dot or a slash (and -) is a file, any other a design. Comments, layout and the order of keys do not count; the value, grade, source, range and note of an input do. The exit code is 0 with differences and without."
      )
    case .new:
      LocalizedText(
        zh: "文件可以直接检查、比较；标题是双语的，注释用 --lang 的语言。已有的文件不会被改写（退出码 3）。不写文件名就输出到标准输出。",
        en:
          "It can be checked and compared as it is; titles are in both languages, comments in that of --lang. A file that exists is never replaced (exit code 3). Without FILE it goes to standard output."
      )
    case .applicants:
      LocalizedText(
        zh:
          "同一类别、同一编号在各方案中是同一个人；除基准方案外，每行还有与基准的差。不写方案就输出全部方案；基准方案总在其中。默认只运行第 0 次，--replications N 运行前 N 次。",
        en:
          "The same class and number is the same applicant in every design; rows of other designs than the baseline carry the change against it. Without DESIGN all are run; the baseline always takes part. By default replication 0 alone is run, with --replications N the first N."
      )
    case .timeline:
      LocalizedText(
        zh:
          "重新运行一次，数字与研究中的那一次相同（同一种子）。不写 --applicant 就是这次运行里两个方案都获批准者中耗时增加最多的人；比较结果的 JSON 里有全部运行中耗时增加最多的人。",
        en:
          "Runs one replication again, with the same numbers as in the study (same seed). Without --applicant it is the one who loses most time in that replication, of those approved in both designs; the JSON of a comparison names the one of all replications."
      )
    case .log:
      LocalizedText(
        zh: "列名按事件日志的通行写法（XES），流程挖掘工具可以直接读取。不写方案就用举措最多的方案。",
        en:
          "Columns carry the names that event logs use (XES), so that process mining tools read them. Without DESIGN it is the one with most reforms."
      )
    case .serve:
      LocalizedText(
        zh:
          "先输出地址（http://127.0.0.1:端口/），请在浏览器中打开；别的机器连不上。不写 FILE 就是随附的情景。网页里编辑过的情景另存为新文件，不改写已有的。按 Ctrl-C 停止。",
        en:
          "Prints its address first (http://127.0.0.1:PORT/), to be opened in a browser; no other machine can connect. Without FILE it offers the scenarios shipped. Scenarios edited in the browser are saved as new files, and no file is replaced. Ctrl-C stops it."
      )
    case .site:
      LocalizedText(
        zh:
          "PLACE 是文件夹；有 --one-file 时是一个网页文件。不写 FILE 就是几个随附的情景。每个情景写好比较、归因、流程图、回放和滑块；改革不超过 4 项时各种组合都算好，更多时只算一项不选、单选一项、少选一项和全选。中断后再次执行同一命令会接着做。不是用 site 写成的东西不会改写（退出码 6）。",
        en:
          "PLACE is a folder, or with --one-file the file of a page. Without FILE it shows a few of the scenarios shipped. For each scenario it has the comparison, the attribution, maps, the replay and sliders; of up to 4 reforms all sets are combined beforehand, of more only none, each alone, all but one, and all. The same command goes on after an interruption. What 'site' did not write is never replaced (exit code 6)."
      )
    case .exercise: ExerciseVerb.details
    case .progress:
      LocalizedText(
        zh:
          "show 列出做过的练习；export 把成绩和全部记录写成文件（--output，不写就输出到标准输出），--format gradescope 写 Gradescope 的格式。记录在状态目录的 exercises.jsonl，只增不改，每行带上一行的摘要。",
        en:
          "'show' lists the exercises worked on; 'export' writes grades and all records into a file (--output, without it to standard output), with --format gradescope in the form that Gradescope reads. Records stand in exercises.jsonl in the state folder; lines are only ever added, each with the digest of the one before."
      )
    case .teacher:
      LocalizedText(
        zh:
          "pack 把练习打成发给学生的文件夹或 .tar.gz（--output），没有答案和要点；不写 ID 就是全部。verify 把成绩文件里的每一项重新运行、逐项比较，有一项对不上就退出 4。gradebook 合成成绩表（.csv 或 .xlsx）。predictions 列出全班的预测和运行结果。",
        en:
          "'pack' puts exercises without solutions and keys into a folder or .tar.gz for students (--output); without ID all. 'verify' runs every claim of grade files again and compares; the exit code is 4 where one does not hold. 'gradebook' puts them into one table (.csv or .xlsx). 'predictions' shows what a class predicted beside what runs gave."
      )
    case .help: LocalizedText(zh: "不写命令就列出全部命令。", en: "Without COMMAND it lists all commands.")
    }
  }

  /// What stands behind its name, in order.
  var arguments: [Argument] {
    let designs = Argument(
      word: "DESIGN", count: 0...1_000,
      summary: LocalizedText(zh: "情景文件中的方案名", en: "the name of a design in the scenario"))
    let file = Argument(
      word: "FILE", count: 1...1,
      summary: LocalizedText(zh: "情景文件；- 是标准输入", en: "a scenario file; - is standard input"))
    switch self {
    case .compare, .run, .best, .explore, .report: return [file, designs]
    case .merge:
      let journals = LocalizedText(
        zh: "各份的日志（--journal 的文件）", en: "the journals of all shares (the files of --journal)")
      return [Argument(word: "JOURNAL", count: 1...mostShards, summary: journals)]
    case .reproduce:
      let result = LocalizedText(
        zh: "结果文件，由 --json 写成", en: "a result file, as --json writes it")
      return [
        Argument(word: "RESULT", count: 1...1, summary: result),
        Argument(word: "FILE", count: 0...1, summary: file.summary),
      ]
    case .check:
      return [Argument(word: "FILE", count: 1...1_000, summary: file.summary)]
    case .serve:
      let offered = LocalizedText(zh: "要提供的情景文件", en: "a scenario file to offer")
      return [Argument(word: "FILE", count: 0...1_000, summary: offered)]
    case .site:
      let place = LocalizedText(
        zh: "要写的文件夹，或网页文件（--one-file）", en: "the folder to write, or the page (--one-file)")
      let shown = LocalizedText(zh: "要展示的情景文件", en: "a scenario file to show")
      return [
        Argument(word: "PLACE", count: 1...1, summary: place),
        Argument(word: "FILE", count: 0...100, summary: shown),
      ]
    case .catalogue:
      let summary = LocalizedText(
        zh: "条目的名称、编号，或要查找的词", en: "the name or number of an entry, or a word to search for")
      return [Argument(word: "WORD", count: 0...20, summary: summary)]
    case .timeline:
      return [file, Argument(word: "DESIGN", count: 1...1, summary: designs.summary)]
    case .attribute, .sensitivity, .breakEven, .staff, .explain, .log, .applicants:
      return [file, Argument(word: "DESIGN", count: 0...1, summary: designs.summary)]
    case .diff:
      let other = LocalizedText(
        zh: "另一个情景文件，或一两个方案名", en: "another scenario file, or the names of one or two designs")
      return [file, Argument(word: "OTHER", count: 1...2, summary: other)]
    case .new:
      let place = LocalizedText(zh: "要写的文件，不能已经存在", en: "the file to write, which must not exist")
      return [Argument(word: "FILE", count: 0...1, summary: place)]
    case .exercise:
      let verb = LocalizedText(
        zh: "做什么：\(ExerciseVerb.words.joined(separator: "、"))",
        en: "what to do: \(ExerciseVerb.words.joined(separator: ", "))")
      let id = LocalizedText(
        zh: "练习的编号，例如 02 或 02-utilisation，或练习的文件夹",
        en: "an exercise, such as 02 or 02-utilisation, or its folder")
      return [
        Argument(word: "VERB", count: 1...1, summary: verb),
        Argument(word: "ID", count: 0...1_000, summary: id),
      ]
    case .progress:
      let verb = LocalizedText(zh: "show 或 export", en: "show or export")
      return [Argument(word: "VERB", count: 1...1, summary: verb)]
    case .teacher:
      let verb = LocalizedText(
        zh: "pack、verify、gradebook 或 predictions", en: "pack, verify, gradebook or predictions")
      let what = LocalizedText(
        zh: "成绩文件；pack 是练习的编号", en: "grade files; for 'pack' exercises")
      return [
        Argument(word: "VERB", count: 1...1, summary: verb),
        Argument(word: "FILE", count: 0...10_000, summary: what),
      ]
    case .help:
      let summary = LocalizedText(zh: "命令名", en: "the name of a command")
      return [Argument(word: "COMMAND", count: 0...1, summary: summary)]
    }
  }

  /// Whether it is about one design.
  var takesOneDesign: Bool {
    arguments.contains { $0.word == "DESIGN" && $0.count.upperBound == 1 }
  }

  /// The flags it takes, in the order of help.
  var flags: [Flag] {
    switch self {
    case .compare, .run:
      [.brief, .json, .csv] + (self == .compare ? [.baseline, .independent] : []) + [
        .reforms, .set, .switch, .seed, .replications, .precision, .journal, .resume, .shard,
        .threads, .output,
        .quiet, .lang, .noColor, .help,
      ]
    case .attribute:
      [
        .outcome, .brief, .json, .csv, .baseline, .reforms, .set, .switch, .seed, .replications,
        .journal, .resume,
        .shard, .threads, .output, .quiet, .lang, .noColor, .help,
      ]
    case .best:
      [
        .outcome, .worthwhile, .independent, .json, .csv, .baseline, .reforms, .set, .switch, .seed,
        .replications,
        .journal, .resume, .threads, .output, .quiet, .lang, .noColor, .help,
      ]
    case .sensitivity:
      [
        .outcome, .inputs, .points, .brief, .json, .csv, .baseline, .reforms, .set, .switch, .seed,
        .replications,
        .journal, .resume, .threads, .output, .quiet, .lang, .noColor, .help,
      ]
    case .breakEven:
      [
        .input, .from, .to, .threshold, .outcome, .brief, .json, .csv, .baseline, .reforms, .set,
        .switch, .seed,
        .replications, .journal, .resume, .threads, .output, .quiet, .lang, .noColor, .help,
      ]
    case .explore:
      [
        .atLeast, .points, .outcome, .brief, .json, .csv, .baseline, .reforms, .set, .switch, .seed,
        .replications,
        .journal, .resume, .shard, .threads, .output, .quiet, .lang, .noColor, .help,
      ]
    case .staff:
      [
        .level, .most, .brief, .json, .csv, .reforms, .set, .switch, .seed, .replications, .journal,
        .resume,
        .threads,
        .output, .quiet,
        .lang, .noColor, .help,
      ]
    case .merge: [.brief, .json, .csv, .output, .quiet, .lang, .noColor, .help]
    case .reproduce: [.threads, .output, .quiet, .lang, .noColor, .help]
    case .report:
      [
        .format, .sensitivity, .reforms, .set, .baseline, .switch, .seed, .replications, .precision,
        .journal, .resume, .threads, .output, .quiet, .lang, .noColor, .help,
      ]
    case .check: [.strict, .json, .output, .quiet, .lang, .noColor, .help]
    case .catalogue: [.json, .output, .quiet, .lang, .noColor, .help]
    case .explain: [.reforms, .set, .map, .dot, .json, .output, .quiet, .lang, .noColor, .help]
    case .diff: [.json, .output, .quiet, .lang, .noColor, .help]
    case .new: [.quiet, .lang, .noColor, .help]
    case .applicants:
      [
        .replication, .replications, .baseline, .reforms, .set, .switch, .seed, .output, .quiet,
        .lang, .noColor,
        .help,
      ]
    case .timeline:
      [
        .applicant, .replication, .json, .baseline, .reforms, .set, .switch, .seed, .output, .quiet,
        .lang,
        .noColor, .help,
      ]
    case .log:
      [.replication, .reforms, .set, .seed, .switch, .output, .quiet, .lang, .noColor, .help]
    case .exercise:
      [
        .set, .answer, .student, .course, .teacher, .variants, .json, .output, .quiet, .lang,
        .noColor, .help,
      ]
    case .progress: [.student, .course, .format, .json, .output, .quiet, .lang, .noColor, .help]
    case .teacher: [.json, .output, .quiet, .lang, .noColor, .help]
    case .serve: [.port, .folder, .quiet, .lang, .noColor, .help]
    case .site: [.oneFile, .exercises, .replications, .quiet, .lang, .noColor, .help]
    case .help: [.markdown, .lang, .noColor, .help]
    }
  }

  /// The first line of its help.
  var usage: String {
    (["reformlab", rawValue] + arguments.map(\.usage) + ["[FLAGS]"]).joined(separator: " ")
  }

  /// Command lines that work in the repository.
  var examples: [String] {
    switch self {
    case .compare:
      [
        "reformlab compare Scenarios/one-licence.yaml",
        "reformlab compare Scenarios/one-licence.yaml commitment --lang zh",
        "reformlab compare Scenarios/one-licence.yaml --json --output results.json",
      ]
    case .run: ["reformlab run Scenarios/one-licence.yaml before"]
    case .attribute:
      [
        "reformlab attribute Scenarios/e-town-commitment.yaml package",
        "reformlab attribute Scenarios/e-town-commitment.yaml --outcome official-time-p90 --csv",
      ]
    case .best: ["reformlab best Scenarios/low-risk-building.yaml --worthwhile 2"]
    case .sensitivity:
      [
        "reformlab sensitivity Scenarios/one-licence.yaml",
        "reformlab sensitivity Scenarios/e-town-commitment.yaml package --inputs 10 --points 128",
      ]
    case .breakEven:
      [
        "reformlab break-even Scenarios/one-licence.yaml --input applicants.firm.arrivals.perWorkingDay",
        "reformlab break-even Scenarios/one-licence.yaml --input offices.permits.staff --from 4 --to 9",
      ]
    case .explore: ["reformlab explore Scenarios/one-licence.yaml --at-least 5 --points 128"]
    case .staff:
      ["reformlab staff Scenarios/one-licence.yaml --level 'waiting-time@office:permits<=4 hours'"]
    case .merge:
      ["reformlab merge share-1.journal share-2.journal --json --output results.json"]
    case .reproduce:
      ["reformlab reproduce results.json", "reformlab reproduce results.json my-licence.yaml"]
    case .report:
      [
        "reformlab report Scenarios/one-licence.yaml --output report.html",
        "reformlab report Scenarios/one-licence.yaml --format pdf --lang zh --output brief.pdf",
        "reformlab report Scenarios/one-licence.yaml --format xlsx --output tables.xlsx",
      ]
    case .check: ["reformlab check Scenarios/one-licence.yaml --strict"]
    case .catalogue: ["reformlab catalogue", "reformlab catalogue joint-acceptance"]
    case .explain:
      [
        "reformlab explain Scenarios/one-licence.yaml",
        "reformlab explain Scenarios/e-town-commitment.yaml package --map map.svg",
      ]
    case .diff:
      [
        "reformlab diff Scenarios/one-licence.yaml Scenarios/e-town-commitment.yaml",
        "reformlab diff Scenarios/e-town-commitment.yaml parallel package",
      ]
    case .new: ["reformlab new my-licence.yaml"]
    case .applicants:
      ["reformlab applicants Scenarios/one-licence.yaml commitment --output applicants.csv"]
    case .timeline: ["reformlab timeline Scenarios/one-licence.yaml commitment"]
    case .log: ["reformlab log Scenarios/one-licence.yaml commitment --output events.csv"]
    case .serve: ["reformlab serve", "reformlab serve my-licence.yaml --port 8080 --folder ."]
    case .site:
      [
        "reformlab site lab", "reformlab site lab Scenarios/one-licence.yaml",
        "reformlab site lab.html Scenarios/one-licence.yaml --one-file",
      ]
    case .exercise:
      [
        "reformlab exercise list", "reformlab exercise start 02 --student ada",
        "reformlab exercise predict 02 --answer factor=2",
        "reformlab exercise run 02 --set windows=4",
        "reformlab exercise check 02 --set windows=4 --answer wait=21",
      ]
    case .progress: ["reformlab progress show", "reformlab progress export --output ada.json"]
    case .teacher:
      [
        "reformlab teacher pack 01 02 --output class.tar.gz",
        "reformlab teacher verify ada.json ben.json",
        "reformlab teacher gradebook ada.json ben.json --output grades.csv",
      ]
    case .help: ["reformlab help compare"]
    }
  }
}
