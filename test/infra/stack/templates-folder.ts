/** The folder that this run of the suite builds its templates in; it is deleted when the run ends. */
export function templatesFolder(): string {
  const folder = process.env.TEMPLATES_OF_THIS_RUN;
  if (!folder) throw new Error("TEMPLATES_OF_THIS_RUN is not set: see jest.config.mjs");
  return folder;
}
