# SPDX-License-Identifier: GPL-3.0-or-later
# Warnings, linker, compiler cache and sanitizers: everything about *how* the code is compiled.
add_compile_options(-Wall -Wextra -Wno-unused-parameter -Wno-missing-field-initializers)
if(NOT STILLHOUSE_SANITIZE)
  add_link_options(-Wl,--as-needed)
endif()

find_program(STILLHOUSE_CCACHE ccache)
if(STILLHOUSE_CCACHE)
  # The precompiled header needs its time stamps and defines to be taken on trust (ccache manual, "Precompiled headers").
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${STILLHOUSE_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${STILLHOUSE_CCACHE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)
  endif()
endif()

find_program(STILLHOUSE_GOLD ld.gold)
if(STILLHOUSE_GOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_link_options(-fuse-ld=gold)
endif()

if(STILLHOUSE_SANITIZE)
  add_compile_options(-fsanitize=${STILLHOUSE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=${STILLHOUSE_SANITIZE})
endif()
