/** Searches that ended since the engine was opened. */
export class SearchFigures {
  done = 0;
  incomplete = 0;
  subjectsSearched = 0;
  subjectsCompared = 0;
}
