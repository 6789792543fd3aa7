

                       key  min .-----------. max  | count
            write        4    2 : X         : 2048 | 1
             read        3    2 :     x  x_ : 2048 | 13

  min .---------. max  | count
   -8 : x     v : 8    | 0

              key     min .-------. max      | count
                a     < 0 :  x   x: >= 50    | 2
  x                                                 
           value  ------------- Distribution ------------- count    
               4 |                                         0        
               5 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 1        
               6 |                                         0        

                1
