<map version="1.0.1">
<node TEXT="在全县河湖管护工作推进会上的讲话">
<richcontent TYPE="NOTE"><html><head/><body><p>（2021年4月16日）</p><p>青禾县委副书记、县长　陆承远</p><p>同志们：</p><p>这次会议的主要任务是，总结去年全县河湖管护工作，分析当前存在的突出问题，安排部署今年的重点任务。刚才，水务局通报了去年考核情况，柳溪镇、白石乡作了表态发言，讲得都很实在，我都赞成。下面，我讲三点意见。</p><p>同志们，河湖是青禾的血脉，管好河湖是我们这一代人必须交出的答卷。让我们以踏石留印的劲头，一条河一条河地治，一段岸一段岸地管，为建设水清岸绿的美丽青禾而不懈奋斗！</p><p>谢谢大家！</p></body></html></richcontent>
 <node TEXT="一、认清形势，切实增强管好河湖的紧迫感" FOLDED="true">
  <node TEXT="（一）成绩来之不易">
  <richcontent TYPE="NOTE"><html><head/><body><p>去年以来，全县清理河道垃圾三千二百余吨，拆除沿河违建四十七处，青禾河出境断面水质连续九个月保持在三类以上。这些变化群众看得见、摸得着，是各级河长和广大干部一步一步走出来的。</p></body></html></richcontent>
  </node>
  <node TEXT="（二）问题不容忽视" FOLDED="true">
  <richcontent TYPE="NOTE"><html><head/><body><p>从暗访情况看，主要有三个方面的短板。</p></body></html></richcontent>
   <node TEXT="1.责任没有压实">
   <richcontent TYPE="NOTE"><html><head/><body><p>有的村级河长一个季度巡河不到两次，巡河记录靠补、靠抄。</p></body></html></richcontent>
   </node>
   <node TEXT="2.源头没有管住">
   <richcontent TYPE="NOTE"><html><head/><body><p>城关片区还有六个排污口没有完成改造，雨天污水直排的现象时有发生。</p></body></html></richcontent>
   </node>
   <node TEXT="3.机制没有理顺">
   <richcontent TYPE="NOTE"><html><head/><body><p>水务、环保、农业等部门各管一段，信息不通，发现问题以后互相等靠。</p></body></html></richcontent>
   </node>
  </node>
 </node>
 <node TEXT="二、突出重点，全力抓好今年的各项任务" FOLDED="true">
  <node TEXT="（一）抓截污治污" FOLDED="true">
  <richcontent TYPE="NOTE"><html><head/><body><p>要坚持岸上岸下一起治，把功夫下在岸上。</p></body></html></richcontent>
   <node TEXT="1.加快管网建设">
   <richcontent TYPE="NOTE"><html><head/><body><p>城关片区二十八公里污水管网务必在九月底前全部贯通，住建局每半个月报一次进度。</p></body></html></richcontent>
   </node>
   <node TEXT="2.规范畜禽养殖">
   <richcontent TYPE="NOTE"><html><head/><body><p>禁养区内的养殖场要在六月底前依法关停或搬迁，限养区内的要配齐粪污处理设施。</p></body></html></richcontent>
   </node>
  </node>
  <node TEXT="（二）抓清淤疏浚">
  <richcontent TYPE="NOTE"><html><head/><body><p>今年计划疏浚支流沟渠一百一十公里，要赶在主汛期之前完成大头。淤泥堆放要提前选址，不能清了河道又占了农田。</p></body></html></richcontent>
  </node>
  <node TEXT="（三）抓岸线管控">
  <richcontent TYPE="NOTE"><html><head/><body><p>要对照划定的管理范围逐段核查，新增的乱占乱建一律先停后查，做到早发现、早制止、早处理。</p></body></html></richcontent>
  </node>
 </node>
 <node TEXT="三、加强领导，确保各项工作落到实处" FOLDED="true">
  <node TEXT="（一）压实河长责任">
  <richcontent TYPE="NOTE"><html><head/><body><p>县级河长每季度、镇级河长每月、村级河长每周至少巡河一次，巡河发现的问题要建立台账、逐一销号。</p></body></html></richcontent>
  </node>
  <node TEXT="（二）强化督查问效">
  <richcontent TYPE="NOTE"><html><head/><body><p>县委督查室要会同水务局开展不打招呼的检查，结果在全县通报。对连续两次排名末位的乡镇，由我约谈主要负责同志。</p></body></html></richcontent>
  </node>
 </node>
</node>
</map>
