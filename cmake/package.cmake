# SPDX-License-Identifier: GPL-3.0-or-later
# `cmake --install` and `cpack`: programs in bin, their two libraries in lib/stillhouse, the sample in share/stillhouse. Programs find the
# libraries relative to themselves and the libraries the resources (core/api/resources.h), so that a moved prefix works too.
set(id org.stillhouse.Stillhouse)
set(desktop ${CMAKE_SOURCE_DIR}/packaging/desktop)

install(TARGETS stillhouse stillhouse_engine LIBRARY DESTINATION lib/stillhouse)
set_target_properties(stillhouse stillhouse_engine PROPERTIES INSTALL_RPATH "$ORIGIN")
set(programs stillhouse-cli)
if(TARGET stillhouse_workbench)
  list(APPEND programs stillhouse_workbench)
  install(FILES ${desktop}/${id}.desktop DESTINATION share/applications)
  install(FILES ${desktop}/${id}.metainfo.xml DESTINATION share/metainfo)
  install(FILES ${desktop}/${id}.xml DESTINATION share/mime/packages)
  install(FILES ${CMAKE_SOURCE_DIR}/resources/icons/stillhouse.svg DESTINATION share/icons/hicolor/scalable/apps RENAME ${id}.svg)
endif()
install(TARGETS ${programs} RUNTIME DESTINATION bin)
set_target_properties(${programs} PROPERTIES INSTALL_RPATH "$ORIGIN/../lib/stillhouse")
install(DIRECTORY ${CMAKE_SOURCE_DIR}/resources/sample DESTINATION share/stillhouse PATTERN make_teacher EXCLUDE)
install(FILES ${CMAKE_SOURCE_DIR}/resources/experiment.schema.json DESTINATION share/stillhouse)
install(FILES ${CMAKE_SOURCE_DIR}/packaging/copyright ${CMAKE_SOURCE_DIR}/README.md ${CMAKE_SOURCE_DIR}/CHANGELOG.md DESTINATION share/doc/stillhouse)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "Stillhouse contributors")
set(CPACK_PACKAGE_CONTACT "Stillhouse contributors <stillhouse@stillhouse.invalid>")
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "${PROJECT_DESCRIPTION}
 Distils, prunes and quantizes language models by two strategies side by side, measures both against their
 teacher with intervals and paired tests, and writes the result for other programs (Hugging Face folders,
 GGUF, ONNX). Runs on the CPU; nothing needs the network.")
# What is linked is found by dpkg-shlibdeps; oneDNN and Qt's platform plugins are opened at run time.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_BINARY_DIR})
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libdnnl2 | libdnnl3")
if(TARGET stillhouse_workbench)
  string(APPEND CPACK_DEBIAN_PACKAGE_DEPENDS ", qt6-qpa-plugins")
endif()
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libopenblas0-openmp | libopenblas0, fonts-noto-cjk, qt6-translations-l10n")
include(CPack)
