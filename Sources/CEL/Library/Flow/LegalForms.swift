/// Words at the end of a company's name that say its legal form.
enum LegalForms {
  private static let words: Set<String> = [
    "inc", "incorporated", "corp", "corporation", "co", "company", "llc", "llp", "lp", "pllc", "pc", "pbc", "ltd", "limited", "plc", "cic",
    "unlimited", "pty", "pte", "pvt", "private", "proprietary", "bhd", "sdn", "tbk", "nl",
    "gmbh", "mbh", "ggmbh", "ag", "kg", "kgaa", "ohg", "gbr", "ug", "ev", "eg", "se", "haftungsbeschrankt", "gesmbh", "sce",
    "sa", "sas", "sasu", "sarl", "sarlu", "eurl", "snc", "sca", "scs", "sl", "slu", "sau", "srl", "srls", "spa", "sapa", "scrl", "sprl", "asbl",
    "bv", "bvba", "nv", "vof", "cv", "cvba", "ab", "publ", "as", "asa", "ans", "aps", "ivs", "oy", "oyj", "ky", "hf", "ehf",
    "ltda", "lda", "sgps", "eireli", "cia", "sac", "sab", "sapi", "rl",
    "spzoo", "zoo", "spk", "spj", "sro", "kft", "zrt", "nyrt", "bt", "doo", "dd", "ad", "ood", "eood", "ooo", "oao", "zao", "pao", "ao", "tov",
    "kk", "gk", "yk", "jsc", "pjsc", "ojsc", "cjsc", "llo", "fze", "fzco", "fzllc", "dmcc", "wll", "psc",
    "ооо", "оао", "зао", "пао", "ао", "тов",
  ]

  /// Words that may stand between legal forms: `GmbH & Co. KG`, `S.A. de C.V.`.
  private static let links: Set<String> = ["and", "de", "sp", "z", "et", "cie"]

  private static let japanese = ["株式会社", "有限会社", "合同会社", "(株)", "(有)"]

  /// Takes legal forms off the end, but never all words.
  static func strip(from words: inout [String]) {
    var end = words.count
    while end > 1, Self.words.contains(words[end - 1]) {
      end -= 1
      var link = end
      while link > 1, links.contains(words[link - 1]) { link -= 1 }
      if link < end, link > 1, Self.words.contains(words[link - 1]) || words[link..<end] == ["sp"] || words[link..<end] == ["and"] { end = link }
    }
    words.removeLast(words.count - end)
    for index in words.indices { stripJapanese(&words[index]) }
    if words.count > 1 { words.removeAll(where: \.isEmpty) }
  }

  /// They stand before or after the name, without a blank.
  private static func stripJapanese(_ word: inout String) {
    guard !word.utf8.allSatisfy({ $0 < 0x80 }) else { return }
    for form in japanese where word.utf8.count > form.utf8.count {
      if word.hasPrefix(form) { word.removeFirst(form.count) } else if word.hasSuffix(form) { word.removeLast(form.count) }
    }
  }
}
