/// Character references of HTML.
enum Entity {
  private static let longest = 32

  /// The reference at the start of bytes, with the bytes it takes; nil where there is none.
  static func read(_ bytes: ArraySlice<UInt8>) -> (text: String, length: Int)? {
    let head = bytes.prefix(longest)
    guard let end = head.firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = head[(head.startIndex + 1)..<end]
    let length = end - head.startIndex + 1
    if name.first == UInt8(ascii: "#") { return number(name.dropFirst()).map { (String($0), length) } }
    return named[String(decoding: name, as: UTF8.self)].map { (String($0), length) }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Unicode.Scalar? {
    let isHexadecimal = digits.first.map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
    let text = String(decoding: isHexadecimal ? digits.dropFirst() : digits, as: UTF8.self)
    guard let value = UInt32(text, radix: isHexadecimal ? 16 : 10), value > 0 else { return nil }
    return Unicode.Scalar(value)
  }

  /// The entities of HTML 4 and `&apos;`.
  private static let named: [String: Unicode.Scalar] = {
    var all: [String: Unicode.Scalar] = [:]
    // From U+00A0 on, in order.
    let latin = """
      nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm \
      raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde \
      Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
      egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn \
      yuml
      """
    for (index, name) in latin.split(separator: " ").enumerated() { all[String(name)] = Unicode.Scalar(UInt32(0xA0 + index)) }
    let others: [(String, Unicode.Scalar)] = [
      ("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("OElig", "Œ"), ("oelig", "œ"), ("Scaron", "Š"), ("scaron", "š"),
      ("Yuml", "Ÿ"), ("fnof", "ƒ"), ("circ", "ˆ"), ("tilde", "˜"), ("ensp", "\u{2002}"), ("emsp", "\u{2003}"), ("thinsp", "\u{2009}"),
      ("zwnj", "\u{200C}"), ("zwj", "\u{200D}"), ("lrm", "\u{200E}"), ("rlm", "\u{200F}"), ("ndash", "–"), ("mdash", "—"), ("lsquo", "‘"),
      ("rsquo", "’"), ("sbquo", "‚"), ("ldquo", "“"), ("rdquo", "”"), ("bdquo", "„"), ("dagger", "†"), ("Dagger", "‡"), ("bull", "•"),
      ("hellip", "…"), ("permil", "‰"), ("prime", "′"), ("Prime", "″"), ("lsaquo", "‹"), ("rsaquo", "›"), ("oline", "‾"), ("frasl", "⁄"),
      ("euro", "€"), ("image", "ℑ"), ("weierp", "℘"), ("real", "ℜ"), ("trade", "™"), ("alefsym", "ℵ"), ("larr", "←"), ("uarr", "↑"), ("rarr", "→"),
      ("darr", "↓"), ("harr", "↔"), ("crarr", "↵"), ("lArr", "⇐"), ("uArr", "⇑"), ("rArr", "⇒"), ("dArr", "⇓"), ("hArr", "⇔"), ("forall", "∀"),
      ("part", "∂"), ("exist", "∃"), ("empty", "∅"), ("nabla", "∇"), ("isin", "∈"), ("notin", "∉"), ("ni", "∋"), ("prod", "∏"), ("sum", "∑"),
      ("minus", "−"), ("lowast", "∗"), ("radic", "√"), ("prop", "∝"), ("infin", "∞"), ("ang", "∠"), ("and", "∧"), ("or", "∨"), ("cap", "∩"),
      ("cup", "∪"), ("int", "∫"), ("there4", "∴"), ("sim", "∼"), ("cong", "≅"), ("asymp", "≈"), ("ne", "≠"), ("equiv", "≡"), ("le", "≤"),
      ("ge", "≥"), ("sub", "⊂"), ("sup", "⊃"), ("nsub", "⊄"), ("sube", "⊆"), ("supe", "⊇"), ("oplus", "⊕"), ("otimes", "⊗"), ("perp", "⊥"),
      ("sdot", "⋅"), ("lceil", "⌈"), ("rceil", "⌉"), ("lfloor", "⌊"), ("rfloor", "⌋"), ("lang", "〈"), ("rang", "〉"), ("loz", "◊"),
      ("spades", "♠"), ("clubs", "♣"), ("hearts", "♥"), ("diams", "♦"), ("thetasym", "ϑ"), ("upsih", "ϒ"), ("piv", "ϖ"),
    ]
    for (name, scalar) in others { all[name] = scalar }
    // From U+0391 on, in order; there is no capital final sigma.
    let greek = """
      Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho sigmaf Sigma Tau Upsilon Phi Chi Psi Omega
      """
    for (index, name) in greek.split(separator: " ").enumerated() {
      let code = UInt32(0x391 + index)
      if name != "sigmaf" { all[String(name)] = Unicode.Scalar(code) }
      all[name.lowercased()] = Unicode.Scalar(code + 0x20)
    }
    return all
  }()
}
