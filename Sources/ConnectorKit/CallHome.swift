/// Where the work of a call is done that several calls wait for together, a login say. Tests run cases on threads of their own.
public enum CallHome {
  /// Nil: wherever tasks run.
  @TaskLocal public static var executor: (any TaskExecutor)?
}
