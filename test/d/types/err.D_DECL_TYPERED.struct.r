types/err.D_DECL_TYPERED.struct.d:5:1-8: ERROR: D_DECL_TYPERED: type redeclared: struct s
struct s {
~~~~~~~~
