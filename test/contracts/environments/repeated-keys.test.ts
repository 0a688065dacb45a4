import { repeatedKeys } from "../../../contracts/environments/repeated-keys";

test.each([
  ['{"a": 1, "b": {"a": 1}, "c": [{"a": 1}, {"a": 2}]}', []],
  ['{"a": "b", "b": "a: a", "c": ["a", "a"]}', []],
  ['{"a": 1, "b": {"c": 1, "c": 2}, "a": 2, "a": 3}', ["c", "a"]],
  ['[{"x": 1, "x": 1}]', ["x"]],
  ['{"a\\"b": 1, "a\\"b": 2}', ['a"b']],
  ['{"a": 1, "\\u0061": 2}', ["a"]],
  ['{"a": "\\\\", "b": "{", "a": "}"}', ["a"]],
  ["[1.5e3, true, null]", []],
  ['{"": 1, "": 2}', [""]],
])("%s has the repeated keys %j", (json, keys) => {
  JSON.parse(json);
  expect(repeatedKeys(json)).toEqual(keys);
});
