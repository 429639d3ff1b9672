import CEL
import Testing

@Suite struct NameNormalizerTests {
  static let names: [(name: String, normal: String)] = [
    ("Acme, Inc.", "acme"), ("ACME INC", "acme"), ("  Acme  ", "acme"), ("Müller & Söhne GmbH & Co. KG", "muller and sohne"),
    ("Zoë’s Kitchen S.A.", "zoes kitchen"), ("Zoe's Kitchen SA", "zoes kitchen"), ("Łódź Logistics Sp. z o.o.", "lodz logistics"),
    ("Grupo Bimbo, S.A.B. de C.V.", "grupo bimbo"), ("J. P. Morgan", "jp morgan"), ("JP Morgan", "jp morgan"), ("AT&T", "at and t"),
    ("AT & T", "at and t"), ("日本フーズ株式会社", "日本フーズ"), ("日本ブーズ", "日本ブーズ"), ("Limited", "limited"), ("Co", "co"), ("AB", "ab"),
    ("ﬁne ＡＢＣ", "fine abc"), ("Straße AG", "strasse"), ("O'Neill-Smith Ltd", "oneill smith"), ("", ""), ("...", ""), ("Smørrebrød ApS", "smorrebrod"),
    ("The Company Company", "the"), ("Amazon.com, Inc.", "amazon com"), ("Ёлка ООО", "елка"),
  ]

  @Test(arguments: names) func normalizes(_ entry: (name: String, normal: String)) {
    #expect(NameNormalizer.normalize(entry.name) == entry.normal)
  }

  @Test(arguments: names) func isStable(_ entry: (name: String, normal: String)) {
    let once = NameNormalizer.normalize(entry.name)
    #expect(NameNormalizer.normalize(once.uppercased()) == once || entry.normal == "the")
  }

  @Test func composedAndDecomposedAreOneName() {
    #expect(NameNormalizer.normalize("Mu\u{308}ller") == NameNormalizer.normalize("M\u{FC}ller"))
  }
}
