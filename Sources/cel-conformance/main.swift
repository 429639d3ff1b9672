internal import Glibc

// One case a line in, one result a line out, written at once: the judge waits for it.
while let line = readLine() {
  if line.allSatisfy(\.isWhitespace) { continue }
  print(Case.answer(to: line))
  fflush(nil)
}
