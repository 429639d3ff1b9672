/// Names of companies as a CRM has them: accents, legal forms, two ways to write one.
struct CompanyNames {
  private static let stems = [
    "Acme", "Northwind", "Blue Harbor", "Café Zürich", "Ångström", "Société Lumière", "Contoso", "Fabrikam", "Großmann", "Peñalosa", "Initech",
    "Globex", "Umbra", "Vandelay", "Łódź Textil", "Smørrebrød", "Stark Forge", "Wayfinder", "Hooli Ridge", "Piedmont", "Cedar & Sons",
    "O'Neill", "Kāpiti", "São Bento", "Müller", "Red Mesa", "Silverline", "Tidewater", "Alpenglow", "Brightwater", "Copper Kettle", "Delacroix",
    "Evergreen", "Foxglove", "Granite Peak", "Højbjerg", "Ironwood", "Juniper", "Kestrel", "Lakeshore",
  ]
  private static let fields = [
    "", "Analytics", "Logistics", "Foods", "Systems", "Health", "Energy", "Media", "Robotics", "Textiles", "Capital", "Software", "Research",
    "Partners", "Labs", "Mobility", "Networks", "Materials", "Insurance", "Travel", "Design", "Marine", "Optics", "Dynamics", "Paper", "Water",
    "Motors", "Aerospace", "Books", "Retail",
  ]
  private static let forms = ["Inc.", "LLC", "Ltd", "GmbH", "Corp", "S.A.", "AG", "Co.", "PLC", "B.V."]

  private var random: SeededRandom
  private var order: [Int]

  init(seed: UInt64) {
    random = SeededRandom(seed: seed ^ 0x6E616D6573)
    order = Array(0..<(Self.stems.count * Self.fields.count)).shuffled(using: &random)
  }

  /// A name that was not given before; with a number after the first 1,200.
  mutating func next(_ index: Int) -> String {
    let pick = order[index % order.count]
    let round = index / order.count
    let base = [Self.stems[pick % Self.stems.count], Self.fields[pick / Self.stems.count]].filter { !$0.isEmpty }.joined(separator: " ")
    return "\(base)\(round > 0 ? " \(round + 1)" : "") \(Self.forms[random.below(Self.forms.count)])"
  }

  /// The same company as another department writes it: `Acme Inc.` and `ACME, Inc`.
  mutating func variant(of name: String) -> String {
    let words = name.split(separator: " ").map(String.init)
    let form = words.last ?? ""
    let base = words.dropLast().joined(separator: " ")
    switch random.below(6) {
    case 0: return base.uppercased() + ", " + form.filter { $0 != "." }
    case 1: return base
    case 2: return Self.withoutAccents(base) + " " + form
    case 3: return base.replacing(" & ", with: " and ") + " " + form.filter { $0 != "." }
    case 4: return base.lowercased() + " " + form.lowercased()
    default: return base + "  " + form
    }
  }

  static func withoutAccents(_ text: String) -> String {
    let plain: [Character: String] = [
      "é": "e", "ü": "u", "Å": "A", "ö": "o", "è": "e", "ß": "ss", "ñ": "n", "Ł": "L", "ó": "o", "ź": "z", "ø": "o", "ā": "a", "ã": "a",
    ]
    return text.map { plain[$0] ?? String($0) }.joined()
  }

  /// A domain made of the name.
  static func domain(of name: String) -> String {
    let words = withoutAccents(name.split(separator: " ").dropLast().joined(separator: "-")).lowercased()
    return words.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } + ".example"
  }
}
