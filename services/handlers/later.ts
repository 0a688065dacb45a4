/**
 * What most invocations, or the first texts of one, do not need: it is loaded when it is first used, by an `import()` that
 * the bundle splits off.
 */
export function later<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load();
    return loading;
  };
}
