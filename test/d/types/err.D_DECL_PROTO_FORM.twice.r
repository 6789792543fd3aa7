types/err.D_DECL_PROTO_FORM.twice.d:2:25: ERROR: D_DECL_PROTO_FORM: parameter is already declared in array prototype: x, parameter #2
inline int f[int x, int x] = x;
                        ~
