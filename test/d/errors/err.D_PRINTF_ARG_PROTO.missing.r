errors/err.D_PRINTF_ARG_PROTO.missing.d:8:2-21: ERROR: D_PRINTF_ARG_PROTO: printf( ) prototype mismatch: conversion #2 (%d) is missing a corresponding value argument
        printf("%d %d\n", 1);
        ~~~~~~~~~~~~~~~~~~~~
