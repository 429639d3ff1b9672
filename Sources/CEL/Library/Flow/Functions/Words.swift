internal import JSON

extension Function {
  /// Functions of flows over text.
  static let words: [Function] = [
    text(
      "plainText", "The text of HTML, without tags and entities; paragraphs and breaks become lines.",
      [(#"plainText("<p>A &amp; B</p>")"#, #""A & B""#)]
    ) {
      PlainText.of($0)
    },
    Function(
      "left",
      [
        Overload(
          "left_string_int", isMember: false, [.string, .int], .string, nullGivesNull: true,
          summary: "The first characters (code points), at most so many.",
          examples: [(#"left("Müller", 2)"#, #""Mü""#), (#"left("ab", 9)"#, #""ab""#)],
          .binary { text, count in
            guard case .string(let text) = text, let count = count.asInt else { return Failures.bad("`left` needs text and a count.") }
            guard count >= 0 else { return Failures.bad("`left` needs a count of 0 or more, not \(count).") }
            return CodePoints.of(text) { points in points.count <= count ? .string(text) : .string(points.text(0..<Int(count))) }
          })
      ]),
    text("lower", "The text in small letters, of any script.", [(#"lower("ÄRGER")"#, #""ärger""#)]) { $0.lowercased() },
    text("upper", "The text in capital letters, of any script.", [(#"upper("straße")"#, #""STRASSE""#)]) { $0.uppercased() },
    text(
      "normalizeName", "A name as it is compared: without case, accents, punctuation and legal form.",
      [(#"normalizeName("Müller & Söhne GmbH")"#, #""muller and sohne""#)], NameNormalizer.normalize),
    Function(
      "domainOf",
      [
        Overload(
          "domainOf_string", isMember: false, [.string], .nullable(.string), nullGivesNull: true,
          summary: "The domain of an e-mail or web address, in small letters and without `www.`; null where there is none.",
          examples: [
            (#"domainOf("Priya@Example.com")"#, #""example.com""#), (#"domainOf("https://www.acme.com/x")"#, #""acme.com""#),
            (#"domainOf("n/a")"#, "null"),
          ],
          .unary { text in Domain.of(text.asString ?? "").map(Value.string) ?? .null })
      ]),
    Function(
      "similarity",
      [
        Overload(
          "similarity_string_string", isMember: false, [.string, .string], .double, nullGivesNull: true,
          summary: "How alike two names are, from 0 to 1 (Jaro-Winkler), compared as `normalizeName` gives them.",
          examples: [(#"similarity("ACME, Inc.", "Acme")"#, "1.0"), (#"similarity("abc", "xyz")"#, "0.0")],
          .binary { a, b in .double(Similarity.of(a.asString ?? "", b.asString ?? "")) })
      ]),
    text(
      "sha256", "The SHA-256 of the text's UTF-8, in hexadecimal digits.",
      [(#"sha256("abc")"#, #""ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad""#)], Hash.sha256),
    Function(
      "toJson",
      [
        Overload(
          "toJson_dyn", isMember: false, [.dyn], .string, nullGivesNull: true, summary: "The value as JSON text.",
          examples: [(#"toJson({"a": [1, true, null]})"#, #""{\"a\":[1,true,null]}""#)],
          .unary { value in value.isNull ? .null : .string(value.jsonText) })
      ]),
    Function(
      "parseJson",
      [
        Overload(
          "parseJson_string", isMember: false, [.string], .dyn, nullGivesNull: true, summary: "The value that JSON text spells.",
          examples: [(#"parseJson("[1, 2.5]")"#, "[1,2.5]")],
          .unary { text in
            do throws(JSONError) {
              return try Value(json: text.asString ?? "")
            } catch {
              return Failures.bad("`\(Failures.excerpt(text))` is no JSON. \(error.description)")
            }
          })
      ]),
  ]

  private static func text(
    _ name: String, _ summary: String, _ examples: [(formula: String, result: String)], _ body: @escaping @Sendable (String) -> String
  ) -> Function {
    Function(
      name,
      [
        Overload(
          "\(name)_string", isMember: false, [.string], .string, nullGivesNull: true, summary: summary, examples: examples,
          .unary { value in .string(body(value.asString ?? "")) })
      ])
  }
}
