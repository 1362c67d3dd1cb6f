# SPDX-License-Identifier: GPL-3.0-or-later
# LibTorch as one interface target, and the one precompiled header (it takes half a minute to build and pays from the fourth file).
find_path(TORCH_INCLUDE ATen/ATen.h HINTS ${TORCH_ROOT}/include REQUIRED)
find_path(TORCH_API_INCLUDE torch/torch.h HINTS ${TORCH_INCLUDE}/torch/csrc/api/include REQUIRED)
find_library(TORCH_LIBRARY torch HINTS ${TORCH_ROOT}/lib REQUIRED)
find_library(TORCH_CPU_LIBRARY torch_cpu HINTS ${TORCH_ROOT}/lib REQUIRED)
find_library(C10_LIBRARY c10 HINTS ${TORCH_ROOT}/lib REQUIRED)
find_package(OpenMP REQUIRED)

add_library(stillhouse_torch INTERFACE)
target_include_directories(stillhouse_torch SYSTEM INTERFACE ${TORCH_INCLUDE} ${TORCH_API_INCLUDE})
# Before everything the C++ library: pytorch.org's builds export pieces of an older one (std::filesystem), which a program would otherwise
# take, and crash.
target_link_options(stillhouse_torch INTERFACE "SHELL:-Wl,--push-state,--no-as-needed -lstdc++ -Wl,--pop-state")
target_link_libraries(stillhouse_torch INTERFACE ${TORCH_LIBRARY} ${TORCH_CPU_LIBRARY} ${C10_LIBRARY} OpenMP::OpenMP_CXX)
# A LibTorch for CUDA: no symbol of ours is in these, but its devices are found only where they are mapped. What they need in turn (NVIDIA's
# own libraries) lies where their run path says, which not every linker follows.
find_library(TORCH_CUDA_LIBRARY torch_cuda HINTS ${TORCH_ROOT}/lib)
find_library(C10_CUDA_LIBRARY c10_cuda HINTS ${TORCH_ROOT}/lib)
if(TORCH_CUDA_LIBRARY AND C10_CUDA_LIBRARY)
  target_link_options(stillhouse_torch INTERFACE LINKER:--allow-shlib-undefined)
  target_link_libraries(stillhouse_torch INTERFACE "-Wl,--push-state,--no-as-needed,${TORCH_CUDA_LIBRARY},${C10_CUDA_LIBRARY},--pop-state")
endif()

file(WRITE ${CMAKE_BINARY_DIR}/torch_pch.cpp "// The one translation unit that owns the precompiled header.\n")
add_library(sh_torch_pch OBJECT ${CMAKE_BINARY_DIR}/torch_pch.cpp)
target_include_directories(sh_torch_pch PUBLIC ${CMAKE_SOURCE_DIR})
target_link_libraries(sh_torch_pch PUBLIC stillhouse_torch)
target_precompile_headers(sh_torch_pch PRIVATE ${CMAKE_SOURCE_DIR}/core/model/torch.h)
