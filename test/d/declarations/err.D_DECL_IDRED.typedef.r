declarations/err.D_DECL_IDRED.typedef.d:3:14: ERROR: D_DECL_IDRED: typedef redeclared: t
typedef long t;
             ~
declarations/err.D_DECL_IDRED.typedef.d:2:13: defined here
typedef int t;
            ~
