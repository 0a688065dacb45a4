/** The folder for the templates of this run of the suite; deleted when the run ends. */
export function templatesFolder(): string {
  const folder = process.env.TEMPLATES_OF_THIS_RUN;
  if (!folder) throw new Error("TEMPLATES_OF_THIS_RUN is not set: see jest.config.mjs");
  return folder;
}
