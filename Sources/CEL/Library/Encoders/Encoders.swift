extension Library {
  /// `base64.encode`, `base64.decode`.
  public static let encoders = Library(
    "encoders", version: 0,
    functions: [
      Function(
        "base64.encode",
        [
          .global("base64_encode_bytes", [.bytes], .string) { value in
            .string(Base64.encode(value.asBytes ?? []))
          }
        ]),
      Function(
        "base64.decode",
        [
          .global("base64_decode_string", [.string], .bytes) { value in
            Base64.decode(value.asString ?? "").map(Value.bytes) ?? Failures.bad("The text is no base64.")
          }
        ]),
    ])
}
