syntax/err.D_SYNTAX.nested-comment.d:2:14: ERROR: D_SYNTAX: expected predicate and/or actions following probe description
/* a /* b */ c */
             ~
HINT: comments do not nest: the one before has ended already
