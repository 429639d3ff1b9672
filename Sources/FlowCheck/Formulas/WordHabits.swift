/// Words of other languages, in lower case.
enum WordHabits {
  /// A function, and the one that takes the same arguments here.
  struct Function {
    var hint: String
    var name: String?

    init(_ hint: String) { self.hint = hint }

    init(as name: String) {
      self.name = name
      hint = "Write `\(name)(…)`."
    }
  }

  static let constants = [
    "none": "null", "nil": "null", "null": "null", "undefined": "null", "true": "true", "false": "false", "yes": "true", "no": "false",
  ]

  /// Called elsewhere, values here.
  static let times = [
    "today": "today", "now": "now", "getdate": "now", "current_date": "today", "current_timestamp": "now", "sysdate": "now", "utcnow": "now",
  ]

  private static let event = "A field of the event is `event.NAME`."

  static let names = [
    "secrets": "Secrets stand in `flowrun.yaml` only; a value of one's own is `settings.NAME`.",
    "env": "Secrets stand in `flowrun.yaml` only; a value of one's own is `settings.NAME`.",
    "vars": "A value of one's own is `settings.NAME`.", "var": "A value of one's own is `settings.NAME`.",
    "config": "A value of one's own is `settings.NAME`.", "params": "A value of one's own is `settings.NAME`.",
    "steps": "A step is read by its id: `account.Name`.", "outputs": "A step is read by its id: `account.Name`.",
    "github": event, "trigger": event, "record": event, "data": event, "payload": event, "input": event, "inputs": event, "item": event,
    "this": event, "msg": event, "message": event, "new": event,
    "old": "The value before is `was.FIELD`.", "prior": "The value before is `was.FIELD`.", "priorvalue": "The value before is `was.FIELD`.",
  ]

  private static let ifs = Function("Write `ifs(CONDITION, THIS, OTHERWISE)`.")
  private static let before = Function("The value before is `was.FIELD`; `changed: [FIELD]` of the flow lets only changes through.")
  private static let table = Function("Write `vlookup(tables.NAME, KEY)`, with the table under `tables`.")
  private static let join = Function("Join text with `+`, or write it with `${…}` in it and no `=`.")
  private static let find = Function("Write `x.contains(\"…\")` for whether, `x.indexOf(\"…\")` for where.")
  private static let reference = Function("A step reads those above it by their ids: `account.Name`.")

  static let functions: [String: Function] = [
    "if": Function(as: "ifs"), "iif": Function(as: "ifs"), "iff": Function(as: "ifs"), "switch": ifs, "case": ifs, "choose": ifs, "cond": ifs,
    "len": Function(as: "size"), "length": Function(as: "size"), "count": Function(as: "size"), "counta": Function(as: "size"),
    "ifnull": Function(as: "coalesce"), "nvl": Function(as: "coalesce"), "ifempty": Function(as: "coalesce"), "default": Function(as: "coalesce"),
    "ifna": Function(as: "coalesce"), "blankvalue": Function(as: "coalesce"), "nullvalue": Function(as: "coalesce"),
    "isnull": Function(as: "isBlank"),
    "isempty": Function(as: "isBlank"), "empty": Function(as: "isBlank"), "isnone": Function(as: "isBlank"), "isblank": Function(as: "isBlank"),
    "iferror": Function("Nothing has to be caught: what is missing is null. Write `coalesce(x, OTHERWISE)`."),
    "concat": join, "concatenate": join, "textjoin": Function("Write `[a, b].join(\", \")`."),
    "and": Function("Write `a && b`."), "or": Function("Write `a || b`."), "not": Function("Write `!a`."),
    "tolowercase": Function("Write `lower(x)`."), "lowercase": Function(as: "lower"), "lcase": Function(as: "lower"),
    "touppercase": Function("Write `upper(x)`."), "uppercase": Function(as: "upper"), "ucase": Function(as: "upper"),
    "strip": Function("Write `x.trim()`."), "trim": Function("Write `x.trim()`."), "clean": Function("Write `x.trim()`."),
    "substitute": Function("Write `x.replace(\"a\", \"b\")`."), "replace": Function("Write `x.replace(\"a\", \"b\")`."),
    "mid": Function("Write `x.substring(START, END)`; it counts from 0."), "substr": Function("Write `x.substring(START, END)`; it counts from 0."),
    "right": Function("Write `x.substring(size(x) - n)`."), "slice": Function("Write `x.substring(START, END)`; it counts from 0."),
    "find": find, "search": find, "includes": find, "instr": find,
    "str": Function(as: "text"), "tostring": Function("Write `text(x)`."), "cstr": Function(as: "text"),
    "float": Function(as: "number"), "value": Function(as: "number"), "tonumber": Function(as: "number"), "parsefloat": Function(as: "number"),
    "parseint": Function("Write `number(x)`."), "todate": Function(as: "date"), "datevalue": Function(as: "date"), "to_date": Function(as: "date"),
    "strftime": Function("Write `formatDate(x, \"yyyy-MM-dd\")`."), "date_format": Function("Write `formatDate(x, \"yyyy-MM-dd\")`."),
    "dateadd": Function("Write `addDays(x, n)`, `addWorkdays` or `addMonths`."), "edate": Function(as: "addMonths"),
    "workday": Function(as: "addWorkdays"), "datediff": Function("Write `(b - a).getHours() / 24`."),
    "xlookup": table, "hlookup": table, "index": table, "lookup": table,
    "ischanged": before, "priorvalue": before, "isnew": Function("`once: true` of the flow takes the first event of each thing."),
    "ispickval": Function("Compare it: `x == \"value\"`."), "casesafeid": Function("Ids are in one form everywhere: write the field."),
    "ref": reference, "source": reference, "xcom_pull": reference, "getvar": Function("A value of one's own is `settings.NAME`."),
    "json": Function(as: "toJson"), "jsonparse": Function(as: "parseJson"), "fromjson": Function(as: "parseJson"),
    "from_json": Function(as: "parseJson"),
    "average": Function(as: "avg"), "mean": Function(as: "avg"), "power": Function("Multiply it by itself: `x * x`."),
  ]
}
