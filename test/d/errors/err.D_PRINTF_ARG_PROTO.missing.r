-- stderr --
ntrace: failed to compile script test/d/errors/err.D_PRINTF_ARG_PROTO.missing.d: [D_PRINTF_ARG_PROTO] line 8: printf( ) prototype mismatch: conversion #2 (%d) is missing a corresponding value argument
