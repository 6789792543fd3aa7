types/err.D_DECL_INCOMPLETE.forward.d:2:14: ERROR: D_DECL_INCOMPLETE: incomplete struct/union/enum struct later: v
struct later v;
             ~
HINT: define the type with its members before it is used; a pointer to it needs no definition
