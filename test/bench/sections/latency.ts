import type { Section } from "../section";
export const latencySection: Section = {
  id: "latency",
  title: "x",
  measure: async () => ({ method: [], tables: [], goals: [] }),
};
