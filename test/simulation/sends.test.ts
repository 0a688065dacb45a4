import { RUNS_OF_SENDS, testManyRuns } from "./runs/many-runs";

testManyRuns(RUNS_OF_SENDS);
