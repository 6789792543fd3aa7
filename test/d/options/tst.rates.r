read

                1
