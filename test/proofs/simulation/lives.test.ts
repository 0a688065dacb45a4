import { RUNS_OF_LIVES, testManyRuns } from "./many-runs";

testManyRuns(RUNS_OF_LIVES);
