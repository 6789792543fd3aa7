syntax/err.D_SYNTAX.no-body.d:2:1-5: ERROR: D_SYNTAX: expected predicate and/or actions following probe description
BEGIN
~~~~~
HINT: give the clause a body: { … }, or {} for a line per firing
