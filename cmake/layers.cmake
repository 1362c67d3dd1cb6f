# SPDX-License-Identifier: GPL-3.0-or-later
# One folder of core is one object library `sh_<folder>`. `USES` names the folders below it; objects reach a program through
# the two shared libraries of core/CMakeLists.txt, or directly in a test.

# Files are compiled some at a time: reading headers (LibTorch's even precompiled, Qt's, CLI11's) costs most of a file's time. Kernels stay
# alone because they set the instruction set for what follows. Files of one folder may therefore not define one name twice.
# With STILLHOUSE_BUNDLE_BASE, files that this revision does not have stay alone too: adding one then leaves the bundles of its neighbours as they are.
if(STILLHOUSE_BUNDLE_BASE)
  execute_process(COMMAND git ls-tree -r --name-only ${STILLHOUSE_BUNDLE_BASE} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} OUTPUT_VARIABLE known COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE "\n" ";" STILLHOUSE_KNOWN "${known}")
endif()

function(stillhouse_bundle target)
  if(STILLHOUSE_BUNDLE LESS 2)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${STILLHOUSE_BUNDLE})
  target_compile_options(${target} PRIVATE -Wno-subobject-linkage) # a fixture of an anonymous namespace is now in an "included" file
  foreach(source ${ARGN})
    file(RELATIVE_PATH path ${CMAKE_SOURCE_DIR} ${source})
    if(source MATCHES "kernel|ops|vocab_loss|optimizer" OR source IN_LIST STILLHOUSE_ALONE OR (STILLHOUSE_BUNDLE_BASE AND NOT path IN_LIST STILLHOUSE_KNOWN))
      set_source_files_properties(${source} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
  endforeach()
endfunction()

# stillhouse_layer(<folder> [TORCH] [USES <folder>...] [LIBS <library>...])
function(stillhouse_layer folder)
  cmake_parse_arguments(LAYER "TORCH" "" "USES;LIBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/core/${folder}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_library(sh_${folder} OBJECT ${sources})
  target_include_directories(sh_${folder} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(sh_${folder} PUBLIC ${LAYER_LIBS})
  if(LAYER_TORCH)
    target_link_libraries(sh_${folder} PRIVATE stillhouse_torch)
    target_precompile_headers(sh_${folder} REUSE_FROM sh_torch_pch)
  endif()
  if(NOT folder STREQUAL "infer") # kernels, all of it
    stillhouse_bundle(sh_${folder} ${sources})
  endif()
endfunction()

# stillhouse_test(<name> [TORCH] LAYERS <folder>... [LIBS <library>...]): one GoogleTest program from tests/<name>/*.cpp
function(stillhouse_test name)
  cmake_parse_arguments(T "TORCH" "" "LAYERS;LIBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${name}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(test_${name} ${sources})
  foreach(layer ${T_LAYERS})
    if(TARGET sh_${layer})
      target_link_libraries(test_${name} PRIVATE sh_${layer})
    endif()
  endforeach()
  target_link_libraries(test_${name} PRIVATE ${T_LIBS} GTest::gtest_main)
  target_include_directories(test_${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_compile_definitions(test_${name} PRIVATE STILLHOUSE_SOURCE_DIR="${CMAKE_SOURCE_DIR}" STILLHOUSE_BINARY_DIR="${CMAKE_BINARY_DIR}")
  if(T_TORCH)
    target_link_libraries(test_${name} PRIVATE stillhouse_torch)
    # LibTorch must find our matrix products (core/base/blas.h) before those of libblas.
    target_link_options(test_${name} PRIVATE -Wl,--export-dynamic-symbol=sgemm_ -Wl,--export-dynamic-symbol=sgemv_)
    # GCC takes the precompiled header only under the same position independence: a program would otherwise get -fPIE.
    set_target_properties(test_${name} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(test_${name} PRIVATE -fPIC)
    target_precompile_headers(test_${name} REUSE_FROM sh_torch_pch)
  endif()
  stillhouse_bundle(test_${name} ${sources})
  add_test(NAME ${name} COMMAND test_${name})
endfunction()
