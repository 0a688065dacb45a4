import { RUNS_OF_LIVES, testManyRuns } from "./runs/many-runs";

testManyRuns(RUNS_OF_LIVES);
